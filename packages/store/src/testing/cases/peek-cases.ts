import { strict as assert } from "node:assert";
import type { PeekRequest } from "../../outbox/outbox.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import { assertInvalid, pendingKeys } from "../outbox-assertions.ts";
import { dead, delivered, intend, readingsOf, send, ticksOf } from "../stage-readings.ts";

/** What `peek` promises. */
export const peekCases: readonly OutboxContractCase[] = [
  {
    name: "reads by the time of the readings, not by the time they were appended",
    async run(stage) {
      const outbox = await stage.open();
      for (const tick of [3, 1, 5, 2, 4]) await outbox.append([readingsOf("Herning", tick)]);
      const oldestFirst = [1, 2, 3, 4, 5].map((tick) => `Herning/${tick}`);
      assert.deepEqual(await pendingKeys(outbox, { order: "oldest" }), oldestFirst);
      assert.deepEqual(await pendingKeys(outbox, { order: "newest" }), oldestFirst.toReversed());
    },
  },
  {
    name: "reads no more than the limit, from the end that was asked for",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 5));
      const newest = await outbox.peek({ sink: "vtn", order: "newest", limit: 2 });
      assert.deepEqual(
        newest.map(({ key }) => key),
        ["Herning/4", "Herning/3"],
      );
      const oldest = await outbox.peek({ sink: "vtn", order: "oldest", limit: 2 });
      assert.deepEqual(
        oldest.map(({ key }) => key),
        ["Herning/0", "Herning/1"],
      );
    },
  },
  {
    name: "reads one stream alone if asked to",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([...ticksOf("Herning", 3), ...ticksOf("Vejle", 3)]);
      await intend(outbox, ["Herning/1"]);
      const request = { sink: "vtn", stream: "Herning", limit: 10 } as const;
      const newest = await outbox.peek({ ...request, order: "newest" });
      assert.deepEqual(
        newest.map(({ key }) => key),
        ["Herning/2", "Herning/0"],
      );
      const [oldest, ...rest] = await outbox.peek({ ...request, order: "oldest", limit: 1 });
      assert.equal(oldest?.key, "Herning/0");
      assert.equal(rest.length, 0);
      assert.deepEqual(await outbox.peek({ ...request, order: "oldest", stream: "Ribe" }), []);
    },
  },
  {
    name: "changes nothing by reading",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 3));
      const before = await outbox.status();
      const first = await outbox.peek({ sink: "vtn", order: "newest", limit: 2 });
      const second = await outbox.peek({ sink: "vtn", order: "newest", limit: 2 });
      assert.deepEqual(second, first);
      assert.deepEqual(
        first.map(({ attempts }) => attempts),
        [0, 0],
      );
      assert.deepEqual(await outbox.status(), before);
    },
  },
  {
    name: "reads neither what is intended, nor dead, nor delivered",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 4));
      await intend(outbox, ["Herning/0"]);
      await send(outbox, ["Herning/1"], dead);
      await send(outbox, ["Herning/2"], delivered);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/3"]);
    },
  },
  {
    name: "reads a postponed entry from its instant on, not before",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const retryAtMs = stage.clock.now() + 10_000;
      await send(outbox, ["Herning/1"], { kind: "postponed", retryAtMs, reason: "503" });
      assert.deepEqual(await pendingKeys(outbox, { order: "newest" }), ["Herning/0"]);
      await stage.clock.advance(9999);
      assert.deepEqual(await pendingKeys(outbox, { order: "newest" }), ["Herning/0"]);
      const stream = { sink: "vtn", order: "newest", limit: 5, stream: "Herning" } as const;
      assert.equal((await outbox.peek(stream)).length, 1);
      await stage.clock.advance(1);
      assert.deepEqual(await pendingKeys(outbox, { order: "newest" }), ["Herning/1", "Herning/0"]);
      assert.equal((await outbox.peek(stream)).length, 2);
    },
  },
  {
    name: "fills the limit with what is ready, however much is postponed",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 30));
      const retryAtMs = stage.clock.now() + 10_000;
      for (let tick = 10; tick < 30; tick += 1) {
        await send(outbox, [`Herning/${tick}`], { kind: "postponed", retryAtMs, reason: "503" });
      }
      const ready = await outbox.peek({ sink: "vtn", order: "newest", limit: 10 });
      assert.deepEqual(
        ready.map(({ key }) => key),
        ticksOf("Herning", 10)
          .map(({ key }) => key)
          .toReversed(),
      );
    },
  },
  {
    name: "refuses a request that is out of range",
    async run(stage) {
      const outbox = await stage.open();
      const good: PeekRequest = { sink: "vtn", order: "newest", limit: 1 };
      await assertInvalid(outbox.peek({ ...good, limit: 0 }), "limit 0");
      await assertInvalid(outbox.peek({ ...good, limit: 10_001 }), "limit 10001");
      await assertInvalid(outbox.peek({ ...good, order: "any" as "newest" }), "order any");
    },
  },
];
