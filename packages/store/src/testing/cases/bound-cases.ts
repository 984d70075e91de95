import { strict as assert } from "node:assert";
import type { OutboxEntry } from "../../outbox/outbox-entry.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import { halved } from "../halved-entries.ts";
import { listAll, pendingKeys, sinkStatus } from "../outbox-assertions.ts";
import { dead, delivered, intend, readingsOf, send, settle, ticksOf } from "../stage-readings.ts";

const MIB = 1_048_576;

/** What is promised when an outbox is full, but for waiting. */
export const boundCases: readonly OutboxContractCase[] = [
  {
    name: "lets the oldest readings make room, whenever they were appended, and counts them",
    async run(stage) {
      const outbox = await stage.open({ maxReadings: 36 });
      for (const tick of [5, 1, 3]) await outbox.append([readingsOf("Herning", tick)]);
      const result = await outbox.append([readingsOf("Herning", 7), readingsOf("Herning", 8)]);
      assert.deepEqual({ ...result }, { acceptedCount: 24, droppedCount: 0, duplicateCount: 0 });
      assert.deepEqual(await pendingKeys(outbox), ["Herning/5", "Herning/7", "Herning/8"]);
      const status = await sinkStatus(outbox);
      assert.equal(status.acceptedCount, 60);
      assert.equal(status.droppedCount, 24);
      const { refusedCount, entryCount, readingCount } = await outbox.status();
      assert.deepEqual([refusedCount, entryCount, readingCount], [0, 3, 36]);
    },
  },
  {
    name: "lets a tick of ten times its bound through, and counts what it dropped exactly",
    async run(stage) {
      const outbox = await stage.open({ maxReadings: 1200 });
      const tick = Array.from({ length: 1000 }, (_, index) => readingsOf(`ven-${index}`, 1));
      const { acceptedCount, droppedCount } = await outbox.append(tick);
      assert.equal(acceptedCount + droppedCount, 12_000);
      const status = await sinkStatus(outbox);
      assert.equal(status.acceptedCount, acceptedCount);
      assert.equal(status.droppedCount + status.pending.readingCount, acceptedCount);
      assert.ok(status.pending.readingCount <= 1200, "more waits than may");
      assert.ok(status.pending.readingCount > 0, "nothing waits");
    },
  },
  {
    name: "drops no shipment that is under way to make room",
    async run(stage) {
      const outbox = await stage.open({ maxReadings: 36 });
      await outbox.append(ticksOf("Herning", 3));
      const oldest = await intend(outbox, ["Herning/0"]);
      await send(outbox, ["Herning/1"], dead);
      await outbox.append([readingsOf("Herning", 7)]);
      assert.equal((await sinkStatus(outbox)).dead.entryCount, 0);
      await outbox.append([readingsOf("Herning", 8)]);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/7", "Herning/8"]);
      await settle(outbox, oldest, delivered);
      const status = await sinkStatus(outbox);
      assert.equal(status.deliveredCount, 12);
      assert.equal(status.droppedCount, 24);
    },
  },
  {
    name: "does not take what is newest if told so, and counts it apart",
    async run(stage) {
      const outbox = await stage.open({ maxReadings: 30, onFull: "drop-newest" });
      const result = await outbox.append(ticksOf("Herning", 4));
      assert.deepEqual({ ...result }, { acceptedCount: 24, droppedCount: 24, duplicateCount: 0 });
      assert.deepEqual(await pendingKeys(outbox), ["Herning/0", "Herning/1"]);
      const status = await outbox.status();
      assert.equal(status.refusedCount, 24);
      assert.equal(status.sinks[0]?.acceptedCount, 24);
      assert.equal(status.sinks[0]?.droppedCount, 0);
      await send(outbox, ["Herning/0"], delivered);
      const again = await outbox.append([readingsOf("Herning", 2)]);
      assert.equal(again.acceptedCount, 12, "what was refused may be given again");
    },
  },
  {
    name: "holds no more bytes than it may, and fills and drains as often as need be",
    async run(stage) {
      const outbox = await stage.open({ maxBytes: 2 * MIB });
      let tick = 0;
      for (let cycle = 0; cycle < 5; cycle += 1) {
        for (let round = 0; round < 24; round += 1) {
          const bytes = new Uint8Array(131_072).fill(tick);
          await outbox.append([readingsOf("Herning", tick, { bytes })]);
          const { byteLength, maxBytes } = await outbox.status();
          assert.equal(maxBytes, 2 * MIB);
          assert.ok(byteLength <= maxBytes, `${byteLength} bytes are held`);
          tick += 1;
        }
        const waiting = await pendingKeys(outbox);
        assert.ok(waiting.length >= 4, `only ${waiting.length} entries fit`);
        assert.equal(waiting.at(-1), `Herning/${tick - 1}`);
        await send(outbox, waiting, delivered);
        assert.equal((await outbox.status()).entryCount, 0);
      }
    },
  },
  {
    name: "counts shared bytes among those that it may hold",
    async run(stage) {
      const outbox = await stage.open({ maxBytes: 2 * MIB });
      for (let tick = 0; tick < 12; tick += 1) {
        const shared = { key: `names ${tick}`, bytes: new Uint8Array(300_000).fill(tick) };
        await outbox.append([readingsOf("Herning", tick, { shared })]);
        const { byteLength } = await outbox.status();
        assert.ok(byteLength <= 2 * MIB, `${byteLength} bytes are held`);
      }
      const newest = await outbox.peek({ sink: "vtn", order: "newest", limit: 12 });
      assert.ok(newest.length >= 2 && newest.length <= 6, `${newest.length} entries are held`);
      assert.equal(newest[0]?.shared?.bytes[0], 11);
    },
  },
  {
    name: "thins out the oldest entries of one stream, and counts what is gone as dropped",
    async run(stage) {
      const calls: (readonly OutboxEntry[])[] = [];
      const outbox = await stage.open({
        maxReadings: 240,
        onFull: "downsample",
        downsample: (entries) => {
          calls.push(entries);
          return halved(entries);
        },
      });
      const ticks = [...ticksOf("Herning", 10), ...ticksOf("Vejle", 10)];
      await outbox.append(ticks);
      assert.equal(calls.length, 0);
      const { acceptedCount } = await outbox.append([readingsOf("Ribe", 50)]);
      assert.equal(acceptedCount, 12);
      assert.ok(calls.length > 0, "downsample was not called");
      for (const entries of calls) {
        const [first] = entries;
        assert.ok(first !== undefined && entries.length <= 100);
        assert.ok(entries.every(({ stream }) => stream === first.stream));
        const times = entries.map(({ atMs }) => atMs);
        assert.deepEqual(times, times.toSorted());
      }
      const status = await sinkStatus(outbox);
      const waitingCount = status.pending.readingCount;
      assert.equal(status.droppedCount, 252 - waitingCount);
      assert.ok(waitingCount <= 240 && waitingCount >= 120, `${waitingCount} readings wait`);
      const newest = await outbox.peek({ sink: "vtn", order: "newest", limit: 1 });
      assert.deepEqual(newest[0]?.key, "Ribe/50");
      const items = await listAll(outbox, "vtn", "pending");
      assert.ok(items.some(({ kind }) => kind === "halved/1"));
    },
  },
  {
    name: "thins out what waits although as much of its stream as it takes at once is under way",
    async run(stage) {
      const maxReadings = 1_440;
      const outbox = await stage.open({ maxReadings, onFull: "downsample", downsample: halved });
      await outbox.append(ticksOf("Herning", 120));
      const oldest = await outbox.peek({ sink: "vtn", order: "oldest", limit: 100 });
      const shipments = oldest.map(({ entryId }) => ({ entryIds: [entryId], note: "" }));
      await outbox.intend("vtn", shipments);
      await outbox.append([readingsOf("Herning", 200)]);
      const items = await listAll(outbox, "vtn", "pending");
      assert.equal(items.filter(({ kind }) => kind === "halved/1").length, 10);
      assert.equal((await sinkStatus(outbox)).droppedCount, 180);
    },
  },
  {
    name: "takes new readings even if no thinning out makes room any more",
    async run(stage) {
      const outbox = await stage.open({
        maxReadings: 24,
        onFull: "downsample",
        downsample: (entries) => entries,
      });
      for (let tick = 0; tick < 6; tick += 1) await outbox.append([readingsOf("Herning", tick)]);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/4", "Herning/5"]);
      assert.equal((await sinkStatus(outbox)).droppedCount, 48);
    },
  },
];
