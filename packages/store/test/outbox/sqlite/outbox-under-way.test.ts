import { openOutbox } from "@ven/store";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";
import {
  asKilled,
  damage,
  deliver,
  entries,
  entry,
  intend,
  listed,
  pendingIds,
  START_MS,
  vtn,
} from "./support/small-deliveries.ts";

describe("what is under way", () => {
  it("is intended for a visitor, with its attempt", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append(entries(3));
    await intend(owner, [1, 3]);
    expect(await vtn(visitor)).toEqual(await vtn(owner));
    expect(await vtn(visitor)).toMatchObject({
      pending: { entryCount: 1, readingCount: 2 },
      intent: { entryCount: 2, readingCount: 4 },
      oldestAtMs: START_MS + 1,
    });
    expect(await listed(visitor, "pending")).toEqual([2]);
    const [first, ...rest] = await visitor.list({ sink: "vtn", state: "intent", limit: 10 });
    expect(first).toMatchObject({ entryId: 1, state: "intent", attempts: 1 });
    expect(first?.retryAtMs).toBeUndefined();
    expect(rest).toHaveLength(1);
    expect(await pendingIds(visitor)).toEqual([2]);
  });

  it("is looked for by the next owner if the process ends before it is settled", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await owner.append(entries(4));
    await intend(owner, [1, 2]);
    await deliver(owner, [1]);
    await using next = await openOutbox({ path: asKilled(path) });
    const [found, ...others] = await next.peekIntents({ sink: "vtn", limit: 10 });
    expect(found).toMatchObject({ shipmentId: 2, note: "report 2", attempts: 1 });
    expect(found?.entries[0]).toMatchObject({ entryId: 2, attempts: 1 });
    expect(others).toEqual([]);
    expect(await pendingIds(next)).toEqual([3, 4]);
    expect(await vtn(next)).toMatchObject({
      acceptedCount: 8,
      deliveredCount: 2,
      pending: { entryCount: 2, readingCount: 4 },
      intent: { entryCount: 1, readingCount: 2 },
    });
    const postponed = { kind: "postponed", retryAtMs: 0, reason: "not there" } as const;
    await next.settle("vtn", [{ shipmentId: 2, ...postponed }]);
    expect(await pendingIds(next)).toEqual([2, 3, 4]);
    await intend(next, [2]);
    const [item] = await next.list({ sink: "vtn", state: "intent", limit: 1 });
    expect(item).toMatchObject({ attempts: 2, reason: "not there" });
  });

  it("stays intended when another process writes to the file", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append(entries(3));
    await intend(owner, [1, 2]);
    await deliver(owner, [1]);
    await visitor.setMark("seen", "yes");
    expect(await pendingIds(owner)).toEqual([3]);
    await deliver(owner, [1, 2]);
    await owner.append([entry(9)]);
    expect(await vtn(owner)).toMatchObject({ deliveredCount: 4, pending: { entryCount: 2 } });
  });

  it("stays under way when the file is saved from damage meanwhile", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path, durability: "process" });
    await owner.append(entries(40));
    await intend(owner, [1, 2]);
    await owner.setMark("seen", "yes");
    damage(path, entry(30));
    await expect(owner.append([{ ...entry(41), atMs: 0 }])).resolves.toBeDefined();
    for (let id = 3; id <= 41; id += 1) await owner.get(id).catch(() => undefined);
    expect((await owner.status()).salvage).toBeDefined();
    expect(await owner.peekIntents({ sink: "vtn", limit: 10 })).toEqual([]);
    expect((await pendingIds(owner)).filter((id) => id < 3)).toEqual([]);
    await deliver(owner, [1]);
    await owner.settle("vtn", [{ shipmentId: 2, kind: "dead", reason: "400" }]);
    expect(await vtn(owner)).toMatchObject({
      acceptedCount: 82,
      deliveredCount: 2,
      intent: { entryCount: 0 },
      dead: { entryCount: 1 },
    });
  });

  it("is passed over once a visitor has purged it, as its sink is gone", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const sinks = [{ name: "vtn" }, { name: "influx" }];
    const before = await openOutbox({ path, sinks });
    await before.append(entries(2));
    await before.close();
    await using owner = await openOutbox({ path, sinks: [{ name: "influx" }] });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await intend(owner, [1]);
    expect(await visitor.purge({ sink: "vtn" })).toBe(4);
    await deliver(owner, [1]);
    expect((await owner.status()).sinks).toMatchObject([
      { sink: "influx", deliveredCount: 0, pending: { entryCount: 2 } },
    ]);
  });
});
