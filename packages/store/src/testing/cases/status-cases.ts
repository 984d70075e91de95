import { strict as assert } from "node:assert";
import type { OutboxContractCase } from "../contract-case.ts";
import { assertInvalid, sinkStatus } from "../outbox-assertions.ts";
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

/** What `status`, `list` and `get` promise. */
export const statusCases: readonly OutboxContractCase[] = [
  {
    name: "is empty at first, with the sinks that it was opened with",
    async run(stage) {
      const sinks = [{ name: "vtn" }, { name: "influx" }, { name: "marks", after: "vtn" }];
      const outbox = await stage.open({ sinks });
      const status = await outbox.status();
      assert.deepEqual(
        status.sinks.map(({ sink }) => sink),
        ["vtn", "influx", "marks"],
      );
      const none = { entryCount: 0, readingCount: 0 };
      for (const { sink, ...counts } of status.sinks) {
        const { pending, intent, dead: letters, oldestAtMs, ...sums } = counts;
        assert.deepEqual([pending, intent, letters], [none, none, none], sink);
        assert.equal(oldestAtMs, undefined);
        assert.deepEqual(Object.values(sums), [0, 0, 0, 0], sink);
      }
      assert.deepEqual([status.entryCount, status.refusedCount, status.duplicateCount], [0, 0, 0]);
      assert.equal(status.path, outbox.path);
    },
  },
  {
    name: "sends to one sink, vtn, if it was not told to whom",
    async run(stage) {
      const outbox = await stage.open();
      assert.deepEqual(
        (await outbox.status()).sinks.map(({ sink }) => sink),
        ["vtn"],
      );
    },
  },
  {
    name: "tells how old the oldest is that is not delivered yet, dead letters aside",
    async run(stage) {
      const outbox = await stage.open();
      const at = (tick: number): number => readingsOf("Herning", tick).atMs;
      await outbox.append([3, 1, 2, 0].map((tick) => readingsOf("Herning", tick)));
      assert.equal((await sinkStatus(outbox)).oldestAtMs, at(0));
      await intend(outbox, ["Herning/0"]);
      assert.equal((await sinkStatus(outbox)).oldestAtMs, at(0));
      const second = await stage.open();
      await second.append([3, 1, 2].map((tick) => readingsOf("Herning", tick)));
      await send(second, ["Herning/1"], dead);
      assert.equal((await sinkStatus(second)).oldestAtMs, at(2));
      await send(second, ["Herning/2", "Herning/3"], delivered);
      assert.equal((await sinkStatus(second)).oldestAtMs, undefined);
    },
  },
  {
    name: "has a name of its own that no other has",
    async run(stage) {
      const [one, other] = [await stage.open(), await stage.open()];
      assert.ok(one.outboxId.length >= 8, "an id of 8 characters or more");
      assert.notEqual(one.outboxId, other.outboxId);
    },
  },
  {
    name: "holds more bytes with entries than without",
    async run(stage) {
      const outbox = await stage.open();
      const { byteLength: before } = await outbox.status();
      await outbox.append([readingsOf("Herning", 1, { bytes: new Uint8Array(500_000) })]);
      const { byteLength } = await outbox.status();
      assert.ok(byteLength >= before + 400_000, `${before} bytes became ${byteLength}`);
    },
  },
  {
    name: "lists entries of a state with all that is known of them but their bytes",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([readingsOf("Herning", 1, { count: 3 }), readingsOf("Vejle", 1)]);
      const [item] = await outbox.list({ sink: "vtn", state: "pending", limit: 1 });
      const entry = readingsOf("Herning", 1);
      const { entryId, retryAtMs, ...facts } = item ?? { entryId: 0 };
      assert.deepEqual(facts, {
        key: entry.key,
        kind: entry.kind,
        stream: entry.stream,
        atMs: entry.atMs,
        count: 3,
        byteLength: entry.bytes.byteLength,
        state: "pending",
        attempts: 0,
      });
      assert.ok((retryAtMs ?? 0) <= stage.clock.now());
      assert.equal((await outbox.get(entryId))?.key, entry.key);
      await intend(outbox, ["Vejle/1"]);
      const [intended] = await outbox.list({ sink: "vtn", state: "intent", limit: 5 });
      assert.equal(intended?.state, "intent");
      assert.equal(intended?.retryAtMs, undefined);
      assert.equal(intended?.attempts, 1);
    },
  },
  {
    name: "lists page by page, of one stream if asked to",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([...ticksOf("Herning", 5), ...ticksOf("Vejle", 5)]);
      const request = { sink: "vtn", state: "pending", limit: 4 } as const;
      const seen: string[] = [];
      let afterEntryId = 0;
      for (const expected of [4, 4, 2, 0]) {
        const page = await outbox.list({ ...request, afterEntryId });
        assert.equal(page.length, expected);
        for (const { key, entryId } of page) {
          assert.ok(entryId > afterEntryId);
          afterEntryId = entryId;
          seen.push(key);
        }
      }
      assert.equal(new Set(seen).size, 10);
      const vejle = await outbox.list({ ...request, limit: 10, stream: "Vejle" });
      assert.deepEqual(
        vejle.map(({ key }) => key),
        ticksOf("Vejle", 5).map(({ key }) => key),
      );
      await assertInvalid(outbox.list({ ...request, limit: 10_001 }), "limit 10,001");
    },
  },
  {
    name: "reads an entry with the attempts of the sink to which it was sent most often",
    async run(stage) {
      const sinks = [{ name: "vtn" }, { name: "influx" }, { name: "marks", after: "vtn" }];
      const outbox = await stage.open({ sinks });
      await outbox.append(ticksOf("Herning", 1));
      const attempts = async (entryId: number) => (await outbox.get(entryId))?.attempts;
      const first = await intend(outbox, ["Herning/0"]);
      const { shipmentId } = first;
      assert.equal(await attempts(shipmentId), 1, "while it is under way");
      const retryAtMs = stage.clock.now();
      await settle(outbox, first, { kind: "postponed", retryAtMs, reason: "503" });
      assert.equal(await attempts(shipmentId), 1, "while it waits again");
      const second = await intend(outbox, ["Herning/0"]);
      await intend(outbox, ["Herning/0"], { sink: "influx" });
      assert.equal(await attempts(shipmentId), 2, "while it is under way to both");
      const part = readingsOf("Herning", 0, { key: "part" });
      await settle(outbox, second, {
        kind: "replaced",
        parts: [{ state: "delivered", entry: part }],
      });
      assert.equal(await attempts(shipmentId), 1, "while it is under way to the other");
      const [handedOn] = await outbox.peek({ sink: "marks", order: "oldest", limit: 1 });
      assert.equal(await attempts(handedOn?.entryId ?? 0), 0, "of a part that was handed on");
    },
  },
  {
    name: "has no entry under an id that it never gave",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      assert.equal(await outbox.get(NEVER_GIVEN_ID), undefined);
    },
  },
];
