import { strict as assert } from "node:assert";
import type { Outbox } from "../../outbox/outbox.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import { listAll, pendingKeys, sinkStatus } from "../outbox-assertions.ts";
import { dead, delivered, NEVER_GIVEN_ID, send, ticksOf } from "../stage-readings.ts";

/** Buries the first entries of Herning; returns their ids. */
async function buryFirst(outbox: Outbox, count: number): Promise<readonly number[]> {
  for (let tick = 0; tick < count; tick += 1) await send(outbox, [`Herning/${tick}`], dead);
  return (await listAll(outbox, "vtn", "dead")).map(({ entryId }) => entryId);
}

/** What `retry` and `purge` promise. */
export const deadLetterCases: readonly OutboxContractCase[] = [
  {
    name: "makes the dead letters of the ids given pending again",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 4));
      const [first, , third] = (await buryFirst(outbox, 3)) as [number, number, number];
      const retried = await outbox.retry({ sink: "vtn", entryIds: [third, first, first] });
      assert.equal(retried, 24);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/0", "Herning/2", "Herning/3"]);
      assert.deepEqual((await sinkStatus(outbox)).dead, { entryCount: 1, readingCount: 12 });
      const { attempts } = await send(outbox, ["Herning/0"], delivered);
      assert.equal(attempts, 2);
    },
  },
  {
    name: "makes all dead letters of a sink pending again if there are no ids",
    async run(stage) {
      const outbox = await stage.open({ sinks: [{ name: "vtn" }, { name: "influx" }] });
      await outbox.append(ticksOf("Herning", 3));
      await buryFirst(outbox, 2);
      await send(outbox, ["Herning/1"], dead, { sink: "influx" });
      assert.equal(await outbox.retry({ sink: "vtn" }), 24);
      assert.equal(await outbox.retry({ sink: "vtn" }), 0);
      assert.equal((await pendingKeys(outbox)).length, 3);
      assert.equal((await sinkStatus(outbox, "influx")).dead.entryCount, 1);
    },
  },
  {
    name: "purges the dead letters of the ids given, and counts them as dropped",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 4));
      const [first, second] = (await buryFirst(outbox, 3)) as [number, number, number];
      assert.equal(await outbox.purge({ sink: "vtn", entryIds: [first, second, second] }), 24);
      assert.equal(await outbox.get(first), undefined);
      const status = await sinkStatus(outbox);
      assert.equal(status.droppedCount, 24);
      assert.equal(status.dead.entryCount, 1);
      assert.equal(await outbox.purge({ sink: "vtn" }), 12);
      assert.equal(await outbox.purge({ sink: "vtn" }), 0);
      const { entryCount, readingCount } = await outbox.status();
      assert.deepEqual([entryCount, readingCount], [1, 12]);
    },
  },
  {
    name: "touches nothing but dead letters, whatever ids are given",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const ids = (await listAll(outbox, "vtn", "pending")).map(({ entryId }) => entryId);
      assert.equal(await outbox.purge({ sink: "vtn", entryIds: [...ids, NEVER_GIVEN_ID] }), 0);
      assert.equal(await outbox.retry({ sink: "vtn", entryIds: [...ids, NEVER_GIVEN_ID] }), 0);
      assert.equal(await outbox.purge({ sink: "vtn", entryIds: [] }), 0);
      assert.equal((await pendingKeys(outbox)).length, 2);
    },
  },
  {
    name: "purges for one sink what another still wants",
    async run(stage) {
      const outbox = await stage.open({ sinks: [{ name: "vtn" }, { name: "influx" }] });
      await outbox.append(ticksOf("Herning", 1));
      const [entryId] = (await buryFirst(outbox, 1)) as [number];
      await outbox.purge({ sink: "vtn" });
      assert.equal((await outbox.get(entryId))?.key, "Herning/0");
      assert.deepEqual(await pendingKeys(outbox, { sink: "influx" }), ["Herning/0"]);
    },
  },
];
