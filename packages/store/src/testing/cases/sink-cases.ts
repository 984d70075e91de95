import { strict as assert } from "node:assert";
import type { OutboxContractCase } from "../contract-case.ts";
import { assertSameEntry, pendingKeys, sinkStatus } from "../outbox-assertions.ts";
import { dead, delivered, intend, readingsOf, send, settle, ticksOf } from "../stage-readings.ts";

const twoSinks = [{ name: "vtn" }, { name: "influx" }];
const follower = [{ name: "vtn" }, { name: "marks", after: "vtn" }];

/** What is promised where there is more than one sink. */
export const sinkCases: readonly OutboxContractCase[] = [
  {
    name: "gives every entry to every sink, and keeps it until the last has it",
    async run(stage) {
      const outbox = await stage.open({ sinks: twoSinks });
      await outbox.append(ticksOf("Herning", 2));
      await send(outbox, ["Herning/0"], delivered);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/1"]);
      assert.deepEqual(await pendingKeys(outbox, { sink: "influx" }), ["Herning/0", "Herning/1"]);
      assert.equal((await outbox.status()).entryCount, 2);
      await send(outbox, ["Herning/0", "Herning/1"], delivered, { sink: "influx" });
      assert.equal((await outbox.status()).entryCount, 1);
      assert.equal((await sinkStatus(outbox, "influx")).deliveredCount, 24);
      assert.equal((await sinkStatus(outbox, "vtn")).deliveredCount, 12);
    },
  },
  {
    name: "lets sinks have the same entry under way, each with its own attempts",
    async run(stage) {
      const outbox = await stage.open({ sinks: twoSinks });
      await outbox.append(ticksOf("Herning", 1));
      const toVtn = await intend(outbox, ["Herning/0"], { note: "report" });
      const toInflux = await intend(outbox, ["Herning/0"], { sink: "influx", note: "points" });
      const retryAtMs = stage.clock.now();
      await settle(outbox, toInflux, { kind: "postponed", retryAtMs, reason: "away" });
      const again = await intend(outbox, ["Herning/0"], { sink: "influx" });
      assert.equal(again.attempts, 2);
      await settle(outbox, again, { kind: "unknown", retryAtMs, reason: "reset" });
      assert.equal((await outbox.peekIntents({ sink: "vtn", limit: 5 })).length, 0);
      assert.equal((await outbox.peekIntents({ sink: "influx", limit: 5 })).length, 1);
      await settle(outbox, toVtn, delivered);
      await settle(outbox, again, delivered);
      assert.equal((await outbox.status()).entryCount, 0);
    },
  },
  {
    name: "replaces an entry by its parts for one sink, and leaves it whole for the other",
    async run(stage) {
      const outbox = await stage.open({ sinks: twoSinks });
      await outbox.append(ticksOf("Herning", 1));
      const retryAtMs = stage.clock.now();
      const part = readingsOf("Herning", 0, { key: "rest", count: 4 });
      await send(outbox, ["Herning/0"], {
        kind: "replaced",
        parts: [
          { state: "pending", entry: part, retryAtMs },
          { state: "delivered", entry: readingsOf("Herning", 0, { key: "done", count: 8 }) },
        ],
      });
      assert.deepEqual(await pendingKeys(outbox), ["rest"]);
      assert.deepEqual(await pendingKeys(outbox, { sink: "influx" }), ["Herning/0"]);
      assert.equal((await outbox.status()).entryCount, 2);
      assert.equal((await outbox.append(ticksOf("Herning", 1))).duplicateCount, 12);
    },
  },
  {
    name: "gives a following sink an entry once its leader has taken it, not before",
    async run(stage) {
      const outbox = await stage.open({ sinks: follower });
      await outbox.append(ticksOf("Herning", 2));
      const shipment = await intend(outbox, ["Herning/0"]);
      assert.deepEqual(await pendingKeys(outbox, { sink: "marks" }), []);
      assert.equal((await sinkStatus(outbox, "marks")).acceptedCount, 0);
      await settle(outbox, shipment, delivered);
      const [entry, ...rest] = await outbox.peek({ sink: "marks", order: "oldest", limit: 10 });
      assert.equal(rest.length, 0);
      assertSameEntry(entry, readingsOf("Herning", 0));
      assert.equal(entry?.attempts, 0);
      assert.equal((await sinkStatus(outbox, "marks")).acceptedCount, 12);
      await send(outbox, ["Herning/0"], delivered, { sink: "marks" });
      assert.equal((await outbox.status()).entryCount, 1);
    },
  },
  {
    name: "never gives a following sink what its leader does not take",
    async run(stage) {
      const outbox = await stage.open({ sinks: follower });
      await outbox.append(ticksOf("Herning", 3));
      const retryAtMs = stage.clock.now() + 1;
      await send(outbox, ["Herning/0"], { kind: "dropped", reason: "over" });
      await send(outbox, ["Herning/1"], dead);
      await send(outbox, ["Herning/2"], { kind: "postponed", retryAtMs, reason: "503" });
      await outbox.purge({ sink: "vtn" });
      const status = await sinkStatus(outbox, "marks");
      assert.equal(status.acceptedCount, 0);
      assert.equal(status.pending.entryCount, 0);
      assert.equal((await outbox.status()).entryCount, 1);
    },
  },
  {
    name: "gives a following sink only the part that its leader has taken",
    async run(stage) {
      const outbox = await stage.open({ sinks: follower });
      await outbox.append(ticksOf("Herning", 1));
      const retryAtMs = stage.clock.now();
      const taken = readingsOf("Herning", 0, { key: "taken", count: 8 });
      const waiting = readingsOf("Herning", 0, { key: "waiting", count: 1 });
      await send(outbox, ["Herning/0"], {
        kind: "replaced",
        parts: [
          { state: "delivered", entry: taken },
          { state: "pending", entry: waiting, retryAtMs },
          { state: "dead", entry: readingsOf("Herning", 0, { key: "b", count: 1 }), reason: "" },
          { state: "dropped", count: 2, reason: "" },
        ],
      });
      const [entry, ...rest] = await outbox.peek({ sink: "marks", order: "oldest", limit: 10 });
      assert.equal(rest.length, 0);
      assertSameEntry(entry, taken);
      await send(outbox, ["waiting"], delivered);
      assert.deepEqual((await pendingKeys(outbox, { sink: "marks" })).toSorted(), [
        "taken",
        "waiting",
      ]);
      assert.equal((await sinkStatus(outbox, "marks")).acceptedCount, 9);
    },
  },
  {
    name: "gives a following sink a dead letter that is delivered after all",
    async run(stage) {
      const outbox = await stage.open({ sinks: follower });
      await outbox.append(ticksOf("Herning", 1));
      await send(outbox, ["Herning/0"], dead);
      await outbox.retry({ sink: "vtn" });
      await send(outbox, ["Herning/0"], delivered);
      assert.deepEqual(await pendingKeys(outbox, { sink: "marks" }), ["Herning/0"]);
    },
  },
  {
    name: "passes an entry down a line of sinks that follow one another",
    async run(stage) {
      const sinks = [
        { name: "third", after: "second" },
        { name: "second", after: "first" },
        { name: "first" },
      ];
      const outbox = await stage.open({ sinks });
      await outbox.append(ticksOf("Herning", 1));
      for (const sink of ["first", "second", "third"]) {
        assert.equal((await sinkStatus(outbox, sink)).acceptedCount, 12);
        await send(outbox, ["Herning/0"], delivered, { sink });
      }
      assert.equal((await outbox.status()).entryCount, 0);
    },
  },
];
