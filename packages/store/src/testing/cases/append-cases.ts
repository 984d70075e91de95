import { strict as assert } from "node:assert";
import type { NewOutboxEntry } from "../../outbox/outbox-entry.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import {
  assertInvalid,
  assertSameEntry,
  listAll,
  pendingKeys,
  rejectionOf,
  sinkStatus,
} from "../outbox-assertions.ts";
import { delivered, readingsOf, send, ticksOf } from "../stage-readings.ts";

/** What `append` promises. */
export const appendCases: readonly OutboxContractCase[] = [
  {
    name: "gives back what it was given, byte for byte",
    async run(stage) {
      const outbox = await stage.open();
      const entries = [
        readingsOf("Herning", 1, { bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte) }),
        readingsOf("Århus 🔌", 2, { kind: "other/2", count: 1, bytes: new Uint8Array(0) }),
        readingsOf("Vejle", 3, { shared: { key: "names", bytes: new Uint8Array([0, 255]) } }),
        readingsOf("Ribe", 4, { shared: { key: "names", bytes: new Uint8Array([0, 255]) } }),
      ];
      await outbox.append(entries);
      const read = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10 });
      assert.equal(read.length, entries.length);
      for (const [index, entry] of entries.entries()) assertSameEntry(read[index], entry);
      for (const { entryId, key } of read) assert.equal((await outbox.get(entryId))?.key, key);
    },
  },
  {
    name: "keeps what it was given, whatever becomes of the caller's memory",
    async run(stage) {
      const outbox = await stage.open();
      const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const long = new Uint8Array(100_000).fill(7);
      await outbox.append([
        readingsOf("Herning", 1, { bytes: bytes.subarray(8, 200) }),
        readingsOf("Vejle", 2, { bytes: long, shared: { key: "names", bytes } }),
      ]);
      const expected = [
        readingsOf("Herning", 1, { bytes: bytes.slice(8, 200) }),
        readingsOf("Vejle", 2, {
          bytes: long.slice(),
          shared: { key: "names", bytes: bytes.slice() },
        }),
      ];
      bytes.fill(1);
      long.fill(2);
      const read = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10 });
      for (const [index, entry] of expected.entries()) assertSameEntry(read[index], entry);
    },
  },
  {
    name: "keeps entries at the ends of their ranges",
    async run(stage) {
      const outbox = await stage.open();
      const long = readingsOf("s".repeat(128), 1, {
        key: "k".repeat(256),
        kind: "k".repeat(64),
        count: 500_000,
        bytes: new Uint8Array(1_048_576).fill(7),
        shared: { key: "n".repeat(128), bytes: new Uint8Array(10_000).fill(8) },
      });
      await outbox.append([long]);
      const [entry] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1 });
      assertSameEntry(entry, long);
    },
  },
  {
    name: "says how many readings it keeps",
    async run(stage) {
      const outbox = await stage.open();
      const result = await outbox.append([
        readingsOf("Herning", 1, { count: 5 }),
        readingsOf("Vejle", 1, { count: 7 }),
      ]);
      assert.deepEqual({ ...result }, { acceptedCount: 12, droppedCount: 0, duplicateCount: 0 });
      assert.equal((await sinkStatus(outbox)).acceptedCount, 12);
      const none = await outbox.append([]);
      assert.deepEqual({ ...none }, { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 });
    },
  },
  {
    name: "keeps more entries in one call than in one transaction",
    async run(stage) {
      const outbox = await stage.open();
      const entries = Array.from({ length: 4500 }, (_, index) => readingsOf(`ven-${index}`, 1));
      const { acceptedCount } = await outbox.append(entries);
      assert.equal(acceptedCount, 4500 * 12);
      const items = await listAll(outbox, "vtn", "pending");
      assert.deepEqual(
        items.map(({ stream }) => stream),
        entries.map(({ stream }) => stream),
      );
    },
  },
  {
    name: "passes over a key that waits already",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 3));
      const again = await outbox.append([readingsOf("Herning", 0), readingsOf("Herning", 3)]);
      assert.deepEqual({ ...again }, { acceptedCount: 12, droppedCount: 0, duplicateCount: 12 });
      assert.equal((await outbox.status()).duplicateCount, 12);
      assert.equal((await pendingKeys(outbox)).length, 4);
    },
  },
  {
    name: "passes over a key that comes twice in one call",
    async run(stage) {
      const outbox = await stage.open();
      const result = await outbox.append([readingsOf("Herning", 1), readingsOf("Herning", 1)]);
      assert.deepEqual({ ...result }, { acceptedCount: 12, droppedCount: 0, duplicateCount: 12 });
    },
  },
  {
    name: "passes over the last key that a stream was given, also once it is delivered",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([readingsOf("Herning", 1), readingsOf("Vejle", 2)]);
      await send(outbox, ["Herning/1"], delivered);
      const again = await outbox.append([readingsOf("Herning", 1)]);
      assert.equal(again.duplicateCount, 12);
      assert.deepEqual(await pendingKeys(outbox), ["Vejle/2"]);
    },
  },
  {
    name: "takes a key again that is delivered and not the last of its stream",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      await send(outbox, ["Herning/0"], delivered);
      const { acceptedCount } = await outbox.append([readingsOf("Herning", 0)]);
      assert.equal(acceptedCount, 12);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/0", "Herning/1"]);
    },
  },
  {
    name: "keeps none of the entries if one breaks a rule",
    async run(stage) {
      const outbox = await stage.open();
      const breaches: Record<string, unknown>[] = [
        { key: "" },
        { key: "k".repeat(257) },
        { kind: "k".repeat(65) },
        { stream: "s".repeat(129) },
        { atMs: Number.NaN },
        { count: 0 },
        { count: 1.5 },
        { bytes: new Uint8Array(16 * 1_048_576 + 1) },
        { shared: { key: "", bytes: new Uint8Array(1) } },
      ];
      for (const breach of breaches) {
        const bad = { ...readingsOf("Herning", 2), ...breach } as NewOutboxEntry;
        const mark = { name: "m", value: "v" };
        const call = outbox.append([readingsOf("Herning", 1), bad], { mark });
        await assertInvalid(call, Object.keys(breach).join());
      }
      assert.equal((await outbox.status()).entryCount, 0);
      assert.equal(await outbox.getMark("m"), undefined);
    },
  },
  {
    name: "gives every entry a greater id than all before it, also once those are gone",
    async run(stage) {
      const outbox = await stage.open();
      let lastEntryId = 0;
      for (let tick = 0; tick < 5; tick += 1) {
        await outbox.append([readingsOf("Herning", tick), readingsOf("Vejle", tick)]);
        const ids = (await listAll(outbox, "vtn", "pending")).map(({ entryId }) => entryId);
        for (const entryId of ids) {
          assert.ok(entryId > lastEntryId, `${entryId} came after ${lastEntryId}`);
          lastEntryId = entryId;
        }
        await send(outbox, [`Herning/${tick}`], delivered);
        await send(outbox, [`Vejle/${tick}`], delivered);
      }
    },
  },
  {
    name: "does not care what becomes of the bytes after they were appended",
    async run(stage) {
      const outbox = await stage.open();
      const entry = readingsOf("Herning", 1, {
        bytes: new Uint8Array([1, 2, 3]),
        shared: { key: "names", bytes: new Uint8Array([4, 5]) },
      });
      await outbox.append([entry]);
      entry.bytes.fill(9);
      entry.shared?.bytes.fill(9);
      const [read] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1 });
      assert.deepEqual([...(read?.bytes ?? [])], [1, 2, 3]);
      assert.deepEqual([...(read?.shared?.bytes ?? [])], [4, 5]);
    },
  },
  {
    name: "does not care what becomes of a large Buffer after it was appended",
    async run(stage) {
      const outbox = await stage.open();
      for (const [tick, byteLength] of [5_000, 20_000, 100_000].entries()) {
        const bytes = Buffer.alloc(byteLength, 1);
        await outbox.append([readingsOf("Herning", tick, { bytes })]);
        bytes.fill(9);
        const [read] = await outbox.peek({ sink: "vtn", order: "newest", limit: 1 });
        assert.equal(read?.bytes.byteLength, byteLength);
        assert.ok(read.bytes.every((byte) => byte === 1));
      }
    },
  },
  {
    name: "writes the mark with the entries, also if it has seen them all before",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([readingsOf("Herning", 1)], { mark: { name: "backfill", value: "1" } });
      assert.equal(await outbox.getMark("backfill"), "1");
      await outbox.append([readingsOf("Herning", 1)], { mark: { name: "backfill", value: "2" } });
      assert.equal(await outbox.getMark("backfill"), "2");
    },
  },
  {
    name: "keeps nothing if the call was aborted before",
    async run(stage) {
      const outbox = await stage.open();
      const reason = new Error("no longer wanted");
      const mark = { name: "m", value: "v" };
      const signal = AbortSignal.abort(reason);
      const call = outbox.append([readingsOf("Herning", 1)], { mark, signal });
      assert.equal(await rejectionOf(call), reason);
      assert.equal((await outbox.status()).entryCount, 0);
      assert.equal(await outbox.getMark("m"), undefined);
    },
  },
];
