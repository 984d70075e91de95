import { type Outbox, openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

const MIB = 1_048_576;

/** Appends an entry whose shared bytes have this name, and delivers it. */
async function travel(
  outbox: Outbox,
  tick: number,
  name: string,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  const shared = { key: name, bytes: new Uint8Array(10_000).fill(name.length) };
  const entry = { key: `Herning/${tick}`, kind: "r", stream: "Herning", atMs: tick, count: 1 };
  await outbox.append([{ ...entry, bytes: new Uint8Array([1]), shared }]);
  const [read] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1 });
  expect(read?.shared?.key).toBe(name);
  expect([...(read?.shared?.bytes ?? [])]).toEqual([...shared.bytes]);
  const entryIds = [read?.entryId ?? 0];
  const [shipment] = await outbox.intend("vtn", [{ entryIds, note: "" }]);
  await meanwhile?.();
  await outbox.settle("vtn", [{ shipmentId: shipment?.shipmentId ?? 0, kind: "delivered" }]);
}

function sharedKeys(path: string): readonly unknown[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare("select key from shared order by shared_id").pluck().all();
  } finally {
    database.close();
  }
}

it("keeps shared bytes that no entry uses for the next tick, and only so many", async () => {
  const path = temporaryFile("ven.outbox.sqlite");
  await using outbox = await openOutbox({ path, durability: "process", maxBytes: 2 * MIB });
  await travel(outbox, 0, "names");
  expect(sharedKeys(path)).toEqual(["names"]);
  for (let tick = 1; tick < 60; tick += 1) await travel(outbox, tick, `names ${tick}`);
  expect(sharedKeys(path)).toEqual(["names 57", "names 58", "names 59"]);
  expect((await outbox.status()).byteLength).toBeLessThan(MIB / 4);
});

it("knows the shared bytes that no entry uses while a visitor writes", async () => {
  const path = temporaryFile("ven.outbox.sqlite");
  await using outbox = await openOutbox({ path, durability: "process", maxBytes: 2 * MIB });
  await using visitor = await openOutbox({ path, role: "visitor" });
  for (let tick = 0; tick < 20; tick += 1) {
    await travel(outbox, tick, `names ${tick}`, () => visitor.setMark("tick", String(tick)));
  }
  expect(sharedKeys(path)).toEqual(["names 17", "names 18", "names 19"]);
});

it("knows the shared bytes that no entry uses after a call has failed", async () => {
  const path = temporaryFile("ven.outbox.sqlite");
  await using outbox = await openOutbox({ path, durability: "process", maxBytes: 2 * MIB });
  for (let tick = 0; tick < 20; tick += 1) {
    await travel(outbox, tick, `names ${tick}`);
    const keys = ["Herning", "Vejle"].map((stream) => ({ stream, key: `${stream}/x${tick}` }));
    const rest = { kind: "r", atMs: tick, count: 1, bytes: new Uint8Array(1) };
    await outbox.append(keys.map((key) => ({ ...key, ...rest })));
    const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 2 });
    const entryIds = entries.map(({ entryId }) => entryId);
    await expect(outbox.intend("vtn", [{ entryIds, note: "" }])).rejects.toThrow("another stream");
    const shipments = entryIds.map((entryId) => ({ entryIds: [entryId], note: "" }));
    const intended = await outbox.intend("vtn", shipments);
    await outbox.settle(
      "vtn",
      intended.map(({ shipmentId }) => ({ shipmentId, kind: "delivered" })),
    );
  }
  expect(sharedKeys(path).length).toBeLessThanOrEqual(3);
});
