import { ManualClock } from "@ven/core/testing";
import { openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";
import {
  asKilled,
  countRows,
  damage,
  damageRoot,
  deliver,
  entries,
  entry,
  intend,
  listed,
  pendingIds,
  START_MS,
  vtn,
} from "./support/small-deliveries.ts";

describe("what was delivered", () => {
  it("is gone for everybody at once, though its rows wait for the next append", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append(entries(3));
    await intend(owner, [1, 2]);
    await deliver(owner, [1, 2]);
    expect(countRows(path, "entries")).toBe(3);
    for (const outbox of [owner, visitor]) {
      expect(await outbox.status()).toMatchObject({ entryCount: 1, readingCount: 2 });
      expect(await vtn(outbox)).toMatchObject({
        deliveredCount: 4,
        pending: { entryCount: 1, readingCount: 2 },
        intent: { entryCount: 0, readingCount: 0 },
        oldestAtMs: START_MS + 3,
      });
      expect(await listed(outbox, "pending")).toEqual([3]);
      expect(await listed(outbox, "intent")).toEqual([]);
      expect(await pendingIds(outbox)).toEqual([3]);
      expect(await outbox.get(1)).toBeUndefined();
      expect((await outbox.get(3))?.key).toBe("Herning/3");
    }
    const ids = [{ entryIds: [1], note: "" }];
    expect(await owner.intend("vtn", ids)).toEqual([]);
    await owner.settle("vtn", [{ shipmentId: 1, kind: "dead", reason: "late" }]);
    await deliver(owner, [2]);
    await owner.append([entry(4)]);
    expect(countRows(path, "entries")).toBe(2);
    expect(countRows(path, "shipments")).toBe(0);
    expect(await vtn(owner)).toMatchObject({ deliveredCount: 4, dead: { entryCount: 0 } });
  });

  it("need not be swept away to read the rest, however old it is", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const clock = new ManualClock(START_MS + 10);
    await using outbox = await openOutbox({ path, durability: "process", maxAgeMs: 1_000, clock });
    await outbox.append([entry(1), { ...entry(2), atMs: START_MS + 10_000 }]);
    await intend(outbox, [1]);
    await deliver(outbox, [1]);
    await clock.advance(2_000);
    const visitor = new Database(path);
    visitor.exec("begin immediate");
    expect(await vtn(outbox)).toMatchObject({ deliveredCount: 2, expiredCount: 0 });
    expect(await pendingIds(outbox)).toEqual([2]);
    visitor.close();
  });

  it("is swept away by the next owner, who gives it to no sink that it has more", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await owner.append(entries(2));
    await intend(owner, [1, 2]);
    await deliver(owner, [1, 2]);
    const copy = asKilled(path);
    await using next = await openOutbox({
      path: copy,
      sinks: [{ name: "vtn" }, { name: "influx" }],
    });
    expect(countRows(copy, "entries")).toBe(0);
    expect(await next.peekIntents({ sink: "vtn", limit: 10 })).toEqual([]);
    expect((await next.append([entry(2)])).duplicateCount).toBe(2);
    expect(await vtn(next)).toMatchObject({ acceptedCount: 4, deliveredCount: 4 });
  });

  it("is swept away at once where it is much", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path, durability: "process" });
    const ids = Array.from({ length: 70 }, (_, index) => index + 1);
    await outbox.append(entries(70));
    await intend(outbox, ids);
    await deliver(outbox, ids);
    expect(countRows(path, "entries")).toBe(0);
    await outbox.append([{ ...entry(99), bytes: new Uint8Array(200_000) }]);
    await intend(outbox, [71]);
    await deliver(outbox, [71]);
    expect(countRows(path, "entries")).toBe(0);
    const small = Array.from({ length: 300 }, (_, index) => entry(100 + index));
    await outbox.append(small.map((one) => ({ ...one, bytes: new Uint8Array(9) })));
    const entryIds = small.map((_, index) => 72 + index);
    await outbox.intend("vtn", [{ entryIds, note: "" }]);
    await deliver(outbox, [72]);
    expect(countRows(path, "entries")).toBe(0);
  });

  it("stays delivered when that is said again, for the next owner and after a visitor's write", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path, durability: "process" });
    await owner.append(entries(2));
    await intend(owner, [1, 2]);
    await deliver(owner, [1]);
    await deliver(owner, [1]);
    await using next = await openOutbox({ path: asKilled(path), durability: "process" });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await visitor.setMark("price", "2.40");
    for (const outbox of [owner, visitor, next]) {
      expect(await pendingIds(outbox)).toEqual([]);
      expect(await listed(outbox, "pending")).toEqual([]);
      expect(await vtn(outbox)).toMatchObject({ deliveredCount: 2, intent: { entryCount: 1 } });
    }
  });

  it("is looked for where it cannot be read any more that it was", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path, durability: "process" });
    await outbox.append(entries(2));
    await intend(outbox, [1]);
    await deliver(outbox, [1]);
    const other = new Database(path);
    other.prepare("update books set counts = '1'").run();
    other.close();
    expect((await outbox.status()).salvage?.saved.entryCount).toBe(2);
    const shipments = await outbox.peekIntents({ sink: "vtn", limit: 10 });
    expect(shipments.map(({ note }) => note)).toEqual(["report 1"]);
    expect(await pendingIds(outbox)).toEqual([2]);
  });

  it("does not come back when a damaged file is saved", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path, durability: "process" });
    await owner.append(entries(40));
    await intend(owner, [1, 2, 3, 4]);
    await deliver(owner, [1, 2, 3]);
    const copy = asKilled(path);
    damage(copy, entry(30));
    await using saved = await openOutbox({ path: copy, durability: "process" });
    const { salvage, entryCount } = await saved.status();
    expect(salvage?.saved.entryCount).toBe(entryCount);
    expect(entryCount).toBeGreaterThan(30);
    const pending = await pendingIds(saved);
    expect(pending[0]).toBe(5);
    const shipments = await saved.peekIntents({ sink: "vtn", limit: 10 });
    expect(shipments.map(({ shipmentId }) => shipmentId)).toEqual([4]);
    expect(await vtn(saved)).toMatchObject({ acceptedCount: 80, deliveredCount: 6 });
  });

  it("does not come back where the shipments cannot be read any more", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path, durability: "process" });
    await owner.append(entries(8));
    const groups = [[1, 2, 3], [4], [5, 6]];
    await owner.intend(
      "vtn",
      groups.map((entryIds) => ({ entryIds, note: "" })),
    );
    await deliver(owner, [1, 4]);
    const copy = asKilled(path);
    damageRoot(copy, "shipments");
    await using saved = await openOutbox({ path: copy, durability: "process" });
    expect((await saved.status()).salvage?.saved.entryCount).toBe(4);
    expect(await pendingIds(saved)).toEqual([5, 6, 7, 8]);
    expect(await vtn(saved)).toMatchObject({ acceptedCount: 16, deliveredCount: 8 });
  });
});

describe("what comes twice in one call", () => {
  it("is passed over, also where another of its stream came in between", async () => {
    await using outbox = await openOutbox({ path: temporaryFile("ven.outbox.sqlite") });
    const result = await outbox.append([entry(1), entry(2), entry(1), entry(3), entry(2)]);
    expect(result).toEqual({ acceptedCount: 6, droppedCount: 0, duplicateCount: 4 });
    expect(await pendingIds(outbox)).toEqual([1, 2, 3]);
  });
});
