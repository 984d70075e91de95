import { strict as assert } from "node:assert";
import type { OutboxContractCase } from "../contract-case.ts";
import { assertSameEntry, listAll, pendingKeys, sinkStatus } from "../outbox-assertions.ts";
import { dead, delivered, intend, readingsOf, send, settle, ticksOf } from "../stage-readings.ts";

/** What is promised across the end of the process. */
export const reopenCases: readonly OutboxContractCase[] = [
  {
    name: "has all it had: entries, bytes, ids, attempts, reasons, marks and its name",
    needsReopen: true,
    async run(stage) {
      const outbox = await stage.open();
      const shared = { key: "names", bytes: new Uint8Array([1, 2, 3]) };
      await outbox.append(ticksOf("Herning", 4, { shared }), {
        mark: { name: "backfill", value: "4" },
      });
      const retryAtMs = stage.clock.now() + 5000;
      await send(outbox, ["Herning/1"], { kind: "postponed", retryAtMs, reason: "503" });
      await send(outbox, ["Herning/2"], dead);
      const before = await listAll(outbox, "vtn", "pending");
      const letters = await listAll(outbox, "vtn", "dead");
      const { outboxId, path } = outbox;
      const again = await stage.reopen(outbox);
      assert.deepEqual([again.outboxId, again.path], [outboxId, path]);
      assert.deepEqual(await listAll(again, "vtn", "pending"), before);
      assert.deepEqual(await listAll(again, "vtn", "dead"), letters);
      assert.equal(await again.getMark("backfill"), "4");
      assert.deepEqual(await pendingKeys(again), ["Herning/0", "Herning/3"]);
      const [entry] = await again.peek({ sink: "vtn", order: "oldest", limit: 1 });
      assertSameEntry(entry, readingsOf("Herning", 0, { shared }));
      await stage.clock.advance(5000);
      assert.deepEqual(await pendingKeys(again), ["Herning/0", "Herning/1", "Herning/3"]);
    },
  },
  {
    name: "counts on where it was",
    needsReopen: true,
    async run(stage) {
      const options = { maxAgeMs: 3_600_000, maxReadings: 60, onFull: "drop-newest" } as const;
      const outbox = await stage.open(options);
      await outbox.append([...ticksOf("Herning", 5), readingsOf("Vejle", 9)]);
      await outbox.append([readingsOf("Herning", 4)]);
      await send(outbox, ["Herning/1"], delivered);
      await send(outbox, ["Herning/2"], { kind: "dropped", reason: "over" });
      await stage.clock.advance(1);
      const before = await outbox.status();
      const after = await (await stage.reopen(outbox, options)).status();
      assert.deepEqual(after.sinks, before.sinks);
      assert.deepEqual([after.refusedCount, after.duplicateCount], [12, 12]);
      assert.equal(after.sinks[0]?.expiredCount, 12);
    },
  },
  {
    name: "offers for a look at once what was under way, with its note",
    needsReopen: true,
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 3));
      const shipment = await intend(outbox, ["Herning/2", "Herning/0"], { note: "report a" });
      const again = await stage.reopen(outbox);
      const [found, ...rest] = await again.peekIntents({ sink: "vtn", limit: 10 });
      assert.equal(rest.length, 0);
      assert.deepEqual(
        { ...found, entries: found?.entries.map(({ key }) => key) },
        { ...shipment, entries: ["Herning/2", "Herning/0"] },
      );
      assert.deepEqual(await pendingKeys(again), ["Herning/1"]);
      await settle(again, shipment, delivered);
      assert.equal((await again.peekIntents({ sink: "vtn", limit: 10 })).length, 0);
      assert.equal((await sinkStatus(again)).deliveredCount, 24);
    },
  },
  {
    name: "still knows what is of unknown fate, with the new note",
    needsReopen: true,
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      const retryAtMs = stage.clock.now() + 5000;
      const unknown = { kind: "unknown", retryAtMs, reason: "reset", note: "new" } as const;
      await send(outbox, ["Herning/0"], unknown, { note: "old" });
      const again = await stage.reopen(outbox);
      await stage.clock.advance(5000);
      const [found] = await again.peekIntents({ sink: "vtn", limit: 10 });
      assert.equal(found?.note, "new");
      assert.equal(found?.attempts, 1);
    },
  },
  {
    name: "passes over what it was given before, delivered or not",
    needsReopen: true,
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([readingsOf("Herning", 1), readingsOf("Vejle", 1)]);
      await send(outbox, ["Herning/1"], delivered);
      const again = await stage.reopen(outbox);
      const result = await again.append([readingsOf("Herning", 1), readingsOf("Vejle", 1)]);
      assert.equal(result.duplicateCount, 24);
    },
  },
  {
    name: "gives no id again, also if all that it had is gone",
    needsReopen: true,
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 3));
      const last = (await listAll(outbox, "vtn", "pending")).at(-1)?.entryId ?? 0;
      await send(outbox, ["Herning/0", "Herning/1", "Herning/2"], delivered);
      const again = await stage.reopen(outbox);
      await again.append([readingsOf("Herning", 3)]);
      const [entry] = await listAll(again, "vtn", "pending");
      assert.ok((entry?.entryId ?? 0) > last, `${entry?.entryId} came after ${last}`);
    },
  },
  {
    name: "shows a sink that it is no longer opened with, as long as entries wait for it",
    needsReopen: true,
    async run(stage) {
      const outbox = await stage.open({ sinks: [{ name: "vtn" }, { name: "influx" }] });
      await outbox.append(ticksOf("Herning", 2));
      await send(outbox, ["Herning/0"], delivered);
      const again = await stage.reopen(outbox, { sinks: [{ name: "vtn" }] });
      const { sinks } = await again.status();
      assert.deepEqual(
        sinks.map(({ sink, pending }) => [sink, pending.entryCount]),
        [
          ["vtn", 1],
          ["influx", 2],
        ],
      );
    },
  },
];
