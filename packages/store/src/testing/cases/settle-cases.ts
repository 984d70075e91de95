import { strict as assert } from "node:assert";
import type { OutboxContractCase } from "../contract-case.ts";
import { listAll, pendingKeys, sinkStatus } from "../outbox-assertions.ts";
import {
  dead,
  delivered,
  intend,
  NEVER_GIVEN_ID,
  readingsOf,
  send,
  settle,
  ticksOf,
} from "../stage-readings.ts";

/** What `settle` promises of whole shipments. */
export const settleCases: readonly OutboxContractCase[] = [
  {
    name: "deletes an entry once it is delivered, and counts its readings",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 3));
      const { entries } = await send(outbox, ["Herning/0", "Herning/2"], delivered);
      for (const { entryId } of entries) assert.equal(await outbox.get(entryId), undefined);
      const status = await sinkStatus(outbox);
      assert.equal(status.deliveredCount, 24);
      assert.deepEqual(status.pending, { entryCount: 1, readingCount: 12 });
      assert.deepEqual(status.intent, { entryCount: 0, readingCount: 0 });
      assert.equal((await outbox.status()).entryCount, 1);
    },
  },
  {
    name: "lists why and until when an entry is postponed",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      const retryAtMs = stage.clock.now() + 60_000;
      await send(outbox, ["Herning/0"], { kind: "postponed", retryAtMs, reason: "503 try later" });
      const [item] = await listAll(outbox, "vtn", "pending");
      assert.equal(item?.reason, "503 try later");
      assert.equal(item?.retryAtMs, retryAtMs);
      assert.equal(item?.attempts, 1);
    },
  },
  {
    name: "keeps what the sink will never take as a dead letter, with the reason",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const { entries } = await send(outbox, ["Herning/0"], dead);
      const [letter, ...rest] = await listAll(outbox, "vtn", "dead");
      assert.equal(rest.length, 0);
      assert.equal(letter?.reason, "400 no such event");
      assert.equal(letter?.retryAtMs, undefined);
      assert.equal(letter?.state, "dead");
      assert.equal((await outbox.get(entries[0]?.entryId ?? 0))?.key, "Herning/0");
      assert.deepEqual((await sinkStatus(outbox)).dead, { entryCount: 1, readingCount: 12 });
    },
  },
  {
    name: "deletes what is given up, and counts it as dropped",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      await send(outbox, ["Herning/0"], { kind: "dropped", reason: "the event is over" });
      const status = await sinkStatus(outbox);
      assert.equal(status.droppedCount, 12);
      assert.equal(status.deliveredCount, 0);
      assert.equal((await outbox.status()).entryCount, 1);
    },
  },
  {
    name: "settles many shipments in one call, each by its own fate",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 5));
      const ids: number[] = [];
      for (let tick = 0; tick < 5; tick += 1) {
        ids.push((await intend(outbox, [`Herning/${tick}`])).shipmentId);
      }
      const [first, second, third, fourth, fifth] = ids as [number, number, number, number, number];
      const retryAtMs = stage.clock.now();
      await outbox.settle("vtn", [
        { shipmentId: fifth, kind: "delivered" },
        { shipmentId: fourth, kind: "dead", reason: "400" },
        { shipmentId: third, kind: "dropped", reason: "over" },
        { shipmentId: second, kind: "postponed", retryAtMs, reason: "503" },
        { shipmentId: first, kind: "unknown", retryAtMs, reason: "reset" },
      ]);
      const { pending, intent, dead: letters, ...status } = await sinkStatus(outbox);
      assert.equal(status.deliveredCount, 12);
      assert.equal(status.droppedCount, 12);
      for (const count of [pending, intent, letters]) {
        assert.deepEqual(count, { entryCount: 1, readingCount: 12 });
      }
      assert.deepEqual(await pendingKeys(outbox), ["Herning/1"]);
    },
  },
  {
    name: "passes over a shipment that is not intended any more",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const shipment = await send(outbox, ["Herning/0"], delivered);
      await settle(outbox, shipment, delivered);
      await settle(outbox, shipment, dead);
      const retryAtMs = stage.clock.now();
      const postponed = await send(outbox, ["Herning/1"], {
        kind: "postponed",
        retryAtMs,
        reason: "503",
      });
      await settle(outbox, postponed, delivered);
      await outbox.settle("vtn", [{ shipmentId: NEVER_GIVEN_ID, kind: "delivered" }]);
      const entry = readingsOf("Herning", 9, { key: "never intended" });
      const parts = [{ state: "delivered", entry }] as const;
      await outbox.settle("vtn", [{ shipmentId: NEVER_GIVEN_ID, kind: "replaced", parts }]);
      const status = await sinkStatus(outbox);
      assert.equal(status.deliveredCount, 12);
      assert.equal(status.pending.readingCount, 12);
    },
  },
];
