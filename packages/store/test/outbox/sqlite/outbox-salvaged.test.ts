import { openOutbox, type SinkStatus } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";
import {
  damageRoot,
  deliver,
  entries,
  entry,
  intend,
  listed,
  pendingIds,
  vtn,
} from "./support/small-deliveries.ts";

describe("the ids of an outbox whose counters cannot be read", () => {
  it.each([
    ["a stream", "update streams set last_entry_id = 5000000"],
    ["a sink", "update sinks set since_entry_id = 5000000"],
    ["a shipment", "update shipments set shipment_id = 5000000 where shipment_id = 2"],
    [
      "an entry of a shipment",
      "update shipments set entry_ids = '2,5000000' where shipment_id = 2",
    ],
  ])("go on behind the greatest one that %s tells of", async (_, change) => {
    const path = temporaryFile("ven.outbox.sqlite");
    const outbox = await openOutbox({ path, durability: "process" });
    await outbox.append(entries(2));
    await intend(outbox, [1, 2]);
    await deliver(outbox, [1]);
    await outbox.close();
    const other = new Database(path);
    expect(other.prepare(change).run().changes).toBeGreaterThan(0);
    other.close();
    damageRoot(path, "books");
    await using saved = await openOutbox({ path, durability: "process" });
    await saved.append([entry(3)]);
    expect((await pendingIds(saved)).at(-1)).toBeGreaterThan(5_000_000);
  });
});

describe("a damaged outbox", () => {
  it("is saved whole although its bound is less by now, and takes what is new", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const maxBytes = 1_048_576;
    const outbox = await openOutbox({ path, durability: "process", maxBytes: 4 * maxBytes });
    await outbox.append(
      entries(600).map((one) => ({ ...one, bytes: new Uint8Array(3_000).fill(one.atMs) })),
    );
    await outbox.close();
    damageRoot(path, "books");
    await using saved = await openOutbox({ path, durability: "process", maxBytes });
    expect((await saved.status()).salvage?.saved).toEqual({ entryCount: 600, readingCount: 1_200 });
    expect(await listed(saved, "pending")).toHaveLength(600);
    expect(await saved.append([entry(601)])).toMatchObject({ acceptedCount: 2 });
    expect((await saved.status()).byteLength).toBeLessThanOrEqual(maxBytes);
    const { acceptedCount, droppedCount, pending } = (await vtn(saved)) as SinkStatus;
    expect(acceptedCount).toBe(1_202);
    expect(droppedCount + pending.readingCount).toBe(acceptedCount);
  });

  it("keeps its counters where none of its entries can be looked for", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const outbox = await openOutbox({ path, durability: "process" });
    await outbox.append(entries(4));
    await intend(outbox, [1, 2]);
    await deliver(outbox, [1]);
    await outbox.close();
    const other = new Database(path);
    other.exec("drop table entries");
    other.close();
    await using saved = await openOutbox({ path, durability: "process" });
    expect((await saved.status()).salvage?.saved).toEqual({ entryCount: 0, readingCount: 0 });
    expect(await vtn(saved)).toMatchObject({
      acceptedCount: 8,
      deliveredCount: 2,
      droppedCount: 6,
    });
    await saved.append([entry(5)]);
    expect(await pendingIds(saved)).toEqual([5]);
  });
});
