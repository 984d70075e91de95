import { strict as assert } from "node:assert";
import type { OutboxContractCase } from "../contract-case.ts";
import { pendingKeys, sinkStatus } from "../outbox-assertions.ts";
import { dead, delivered, intend, readingsOf, send, settle, ticksOf } from "../stage-readings.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What is promised of readings that grow old. */
export const expiryCases: readonly OutboxContractCase[] = [
  {
    name: "lets readings expire once they are older than they may be, not before",
    async run(stage) {
      const outbox = await stage.open({ maxAgeMs: HOUR_MS });
      await outbox.append(ticksOf("Herning", 3));
      assert.equal((await pendingKeys(outbox)).length, 3);
      await stage.clock.advance(1);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/1", "Herning/2"]);
      await stage.clock.advance(2 * MINUTE_MS);
      const status = await sinkStatus(outbox);
      assert.equal(status.expiredCount, 36);
      assert.equal(status.pending.entryCount, 0);
      assert.equal((await outbox.status()).entryCount, 0);
    },
  },
  {
    name: "keeps readings of any age if nothing is said",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([readingsOf("Herning", 0, { atMs: 0 })]);
      await stage.clock.advance(HOUR_MS);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/0"]);
    },
  },
  {
    name: "intends nothing that has expired since it was read",
    async run(stage) {
      const outbox = await stage.open({ maxAgeMs: HOUR_MS });
      await outbox.append(ticksOf("Herning", 2));
      const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 2 });
      await stage.clock.advance(1);
      const entryIds = entries.map(({ entryId }) => entryId);
      const [shipment] = await outbox.intend("vtn", [{ entryIds, note: "" }]);
      assert.deepEqual(
        shipment?.entries.map(({ key }) => key),
        ["Herning/1"],
      );
    },
  },
  {
    name: "lets nothing expire that is or may be under way",
    async run(stage) {
      const outbox = await stage.open({ maxAgeMs: HOUR_MS });
      await outbox.append(ticksOf("Herning", 3));
      const underWay = await intend(outbox, ["Herning/0"]);
      const retryAtMs = stage.clock.now();
      await send(outbox, ["Herning/1"], { kind: "unknown", retryAtMs, reason: "reset" });
      const back = await intend(outbox, ["Herning/2"]);
      await stage.clock.advance(24 * HOUR_MS);
      assert.equal((await sinkStatus(outbox)).expiredCount, 0);
      assert.equal((await outbox.peekIntents({ sink: "vtn", limit: 5 })).length, 1);
      await settle(outbox, underWay, delivered);
      await settle(outbox, back, { kind: "postponed", retryAtMs, reason: "503" });
      assert.deepEqual(await pendingKeys(outbox), []);
      const status = await sinkStatus(outbox);
      assert.equal(status.deliveredCount, 12);
      assert.equal(status.expiredCount, 12);
      assert.equal(status.intent.entryCount, 1);
    },
  },
  {
    name: "lets dead letters expire too, so that they do not pile up for ever",
    async run(stage) {
      const outbox = await stage.open({ maxAgeMs: HOUR_MS });
      await outbox.append(ticksOf("Herning", 1));
      await send(outbox, ["Herning/0"], dead);
      await stage.clock.advance(1);
      const status = await sinkStatus(outbox);
      assert.equal(status.dead.entryCount, 0);
      assert.equal(status.expiredCount, 12);
      assert.equal(await outbox.retry({ sink: "vtn" }), 0);
    },
  },
  {
    name: "counts readings as expired for each sink that had not got them",
    async run(stage) {
      const sinks = [{ name: "vtn" }, { name: "influx" }, { name: "marks", after: "vtn" }];
      const outbox = await stage.open({ maxAgeMs: HOUR_MS, sinks });
      await outbox.append([readingsOf("Herning", 0), readingsOf("Herning", 0, { key: "other" })]);
      await send(outbox, ["other"], delivered);
      await stage.clock.advance(1);
      const expired = [];
      for (const { name } of sinks) expired.push((await sinkStatus(outbox, name)).expiredCount);
      assert.deepEqual(expired, [12, 24, 12]);
    },
  },
];
