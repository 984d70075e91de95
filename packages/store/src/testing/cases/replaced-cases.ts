import { strict as assert } from "node:assert";
import type { ShipmentPart } from "../../outbox/shipment.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import {
  assertInvalid,
  assertSameEntry,
  listAll,
  pendingKeys,
  sinkStatus,
} from "../outbox-assertions.ts";
import { delivered, intend, readingsOf, send, settle, ticksOf } from "../stage-readings.ts";

/** What `settle` promises of shipments whose parts fared differently. */
export const replacedCases: readonly OutboxContractCase[] = [
  {
    name: "puts the parts of a shipment in its place, each in its own state",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const retryAtMs = stage.clock.now() + 1000;
      const waiting = readingsOf("Herning", 0, { key: "a", count: 5, bytes: new Uint8Array([1]) });
      const poison = readingsOf("Herning", 0, { key: "b", count: 4, bytes: new Uint8Array([2]) });
      const taken = readingsOf("Herning", 1, { key: "c", count: 12 });
      const { entries } = await send(outbox, ["Herning/0", "Herning/1"], {
        kind: "replaced",
        parts: [
          { state: "pending", entry: waiting, retryAtMs, reason: "413 cut in two" },
          { state: "dead", entry: poison, reason: "422 value" },
          { state: "delivered", entry: taken },
          { state: "dropped", count: 3, reason: "outside the event" },
        ],
      });
      for (const { entryId } of entries) assert.equal(await outbox.get(entryId), undefined);
      const status = await sinkStatus(outbox);
      assert.deepEqual(
        [status.acceptedCount, status.deliveredCount, status.droppedCount],
        [24, 12, 3],
      );
      assert.deepEqual(status.pending, { entryCount: 1, readingCount: 5 });
      assert.deepEqual(status.dead, { entryCount: 1, readingCount: 4 });
      assert.equal((await outbox.status()).entryCount, 2);
      const [letter] = await listAll(outbox, "vtn", "dead");
      assert.equal(letter?.reason, "422 value");
      assertSameEntry(await outbox.get(letter?.entryId ?? 0), poison);
      const [item] = await listAll(outbox, "vtn", "pending");
      assert.equal(item?.reason, "413 cut in two");
      assert.deepEqual(await pendingKeys(outbox), []);
      await stage.clock.advance(1000);
      const [entry] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10 });
      assertSameEntry(entry, waiting);
    },
  },
  {
    name: "lets a part have the key of the entry that it replaces",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      const rest = readingsOf("Herning", 0, { count: 2 });
      const retryAtMs = stage.clock.now();
      await send(outbox, ["Herning/0"], {
        kind: "replaced",
        parts: [
          { state: "pending", entry: rest, retryAtMs },
          { state: "dropped", count: 10, reason: "400" },
        ],
      });
      const [entry] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10 });
      assertSameEntry(entry, rest);
      await send(outbox, ["Herning/0"], delivered);
      assert.equal((await outbox.status()).entryCount, 0);
    },
  },
  {
    name: "passes over the keys of parts that wait, when they are appended",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const part = readingsOf("Herning", 0, { key: "a part" });
      const retryAtMs = stage.clock.now();
      await send(outbox, ["Herning/0"], {
        kind: "replaced",
        parts: [{ state: "pending", entry: part, retryAtMs }],
      });
      assert.equal((await outbox.append([part])).duplicateCount, 12);
      assert.equal((await outbox.append([readingsOf("Herning", 1)])).duplicateCount, 12);
    },
  },
  {
    name: "settles nothing if the parts of one shipment do not add up",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const good = await intend(outbox, ["Herning/0"]);
      const bad = await intend(outbox, ["Herning/1"]);
      const wrongs: ShipmentPart[][] = [
        [],
        [{ state: "dropped", count: 11, reason: "" }],
        [{ state: "dropped", count: 13, reason: "" }],
        [{ state: "delivered", entry: readingsOf("Herning", 1, { count: 11 }) }],
      ];
      for (const parts of wrongs) {
        const call = outbox.settle("vtn", [
          { shipmentId: good.shipmentId, kind: "delivered" },
          { shipmentId: bad.shipmentId, kind: "replaced", parts },
        ]);
        await assertInvalid(call, `parts ${JSON.stringify(parts.length)}`);
      }
      const status = await sinkStatus(outbox);
      assert.deepEqual(status.intent, { entryCount: 2, readingCount: 24 });
      assert.equal(status.deliveredCount, 0);
      await settle(outbox, bad, delivered);
      assert.equal((await sinkStatus(outbox)).deliveredCount, 12);
    },
  },
  {
    name: "sends parts on like entries, and replaces them in turn",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      const retryAtMs = stage.clock.now();
      const halves = (key: string, count: number): ShipmentPart[] =>
        ["left", "right"].map((side) => {
          const entry = readingsOf("Herning", 0, { key: `${key}.${side}`, count });
          return { state: "pending", entry, retryAtMs };
        });
      await send(outbox, ["Herning/0"], { kind: "replaced", parts: halves("a", 6) });
      await send(outbox, ["a.left"], { kind: "replaced", parts: halves("b", 3) });
      for (const key of ["a.right", "b.left", "b.right"]) await send(outbox, [key], delivered);
      assert.equal((await sinkStatus(outbox)).deliveredCount, 12);
      assert.equal((await outbox.status()).entryCount, 0);
    },
  },
];
