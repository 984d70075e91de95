import { strict as assert } from "node:assert";
import type { Outbox } from "../../outbox/outbox.ts";
import type { Shipment } from "../../outbox/shipment.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import { assertInvalid, assertSameEntry, pendingKeys, sinkStatus } from "../outbox-assertions.ts";
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

async function unknownNotes(outbox: Outbox): Promise<readonly string[]> {
  const shipments = await outbox.peekIntents({ sink: "vtn", limit: 100 });
  return shipments.map(({ note }) => note);
}

async function idsOf(outbox: Outbox): Promise<readonly number[]> {
  const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 100 });
  return entries.map(({ entryId }) => entryId);
}

/** What `intend` and `peekIntents` promise. */
export const intentCases: readonly OutboxContractCase[] = [
  {
    name: "returns the shipments in the order given, with the entries in the order given",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append([...ticksOf("Herning", 3), readingsOf("Vejle", 9)]);
      const [first, second, third, vejle] = (await idsOf(outbox)) as [
        number,
        number,
        number,
        number,
      ];
      const shipments = await outbox.intend("vtn", [
        { entryIds: [vejle], note: "to Vejle" },
        { entryIds: [third, first, second], note: "to Herning" },
      ]);
      assert.deepEqual(
        shipments.map(({ shipmentId, sink, note, attempts }) => {
          return { shipmentId, sink, note, attempts };
        }),
        [
          { shipmentId: vejle, sink: "vtn", note: "to Vejle", attempts: 1 },
          { shipmentId: third, sink: "vtn", note: "to Herning", attempts: 1 },
        ],
      );
      const { entries } = shipments[1] as Shipment;
      for (const [index, tick] of [2, 0, 1].entries()) {
        assertSameEntry(entries[index], readingsOf("Herning", tick));
        assert.equal(entries[index]?.attempts, 1);
      }
      assert.deepEqual((await sinkStatus(outbox)).intent, { entryCount: 4, readingCount: 48 });
    },
  },
  {
    name: "leaves out entries that are not pending, and shipments with none left",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 5));
      const ids = (await idsOf(outbox)) as [number, number, number, number, number];
      await intend(outbox, ["Herning/0"]);
      await send(outbox, ["Herning/1"], delivered);
      await send(outbox, ["Herning/2"], dead);
      const shipments = await outbox.intend("vtn", [
        { entryIds: [ids[0], ids[1]], note: "gone" },
        { entryIds: ids, note: "what is left" },
        { entryIds: [ids[4], NEVER_GIVEN_ID], note: "taken by the one before" },
      ]);
      assert.deepEqual(
        shipments.map(({ note, entries }) => [note, entries.map(({ key }) => key)]),
        [["what is left", ["Herning/3", "Herning/4"]]],
      );
      assert.equal(shipments[0]?.shipmentId, ids[3]);
    },
  },
  {
    name: "counts the attempts of an entry over all its shipments",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const retry = { kind: "postponed", retryAtMs: stage.clock.now(), reason: "503" } as const;
      for (const expected of [1, 2, 3]) {
        const { attempts } = await send(outbox, ["Herning/0"], retry);
        assert.equal(attempts, expected);
      }
      const both = await intend(outbox, ["Herning/1", "Herning/0"]);
      assert.equal(both.attempts, 4);
      await settle(outbox, both, retry);
      const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 2 });
      assert.deepEqual(
        entries.map(({ attempts }) => attempts),
        [4, 1],
      );
    },
  },
  {
    name: "intends nothing if a note is too long",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const [first, second] = (await idsOf(outbox)) as [number, number];
      const shipments = [
        { entryIds: [first], note: "n".repeat(4096) },
        { entryIds: [second], note: "n".repeat(4097) },
      ];
      await assertInvalid(outbox.intend("vtn", shipments), "note of 4,097 characters");
      assert.equal((await pendingKeys(outbox)).length, 2);
      assert.equal((await outbox.intend("vtn", shipments.slice(0, 1))).length, 1);
    },
  },
  {
    name: "does not offer for a look what this process has under way",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      await intend(outbox, ["Herning/0"]);
      await stage.clock.advance(3_600_000);
      assert.deepEqual(await unknownNotes(outbox), []);
    },
  },
  {
    name: "offers a shipment of unknown fate for a look from its instant on",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 3));
      const shipment = await intend(outbox, ["Herning/2", "Herning/0"], { note: "report a" });
      const retryAtMs = stage.clock.now() + 5000;
      await settle(outbox, shipment, { kind: "unknown", retryAtMs, reason: "reset" });
      assert.deepEqual(await unknownNotes(outbox), []);
      await stage.clock.advance(5000);
      for (let look = 0; look < 2; look += 1) {
        const [found, ...rest] = await outbox.peekIntents({ sink: "vtn", limit: 10 });
        assert.equal(rest.length, 0);
        assert.deepEqual(found, shipment);
      }
      assert.deepEqual(await pendingKeys(outbox), ["Herning/1"]);
      assert.deepEqual((await sinkStatus(outbox)).intent, { entryCount: 2, readingCount: 24 });
    },
  },
  {
    name: "keeps the note of a shipment of unknown fate, or takes the new one",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const unknown = { kind: "unknown", retryAtMs: stage.clock.now(), reason: "reset" } as const;
      await send(outbox, ["Herning/0"], unknown, { note: "old" });
      const other = await send(outbox, ["Herning/1"], { ...unknown, note: "new" }, { note: "was" });
      assert.deepEqual((await unknownNotes(outbox)).toSorted(), ["new", "old"]);
      await settle(outbox, other, { ...unknown, retryAtMs: unknown.retryAtMs + 1 });
      assert.deepEqual(await unknownNotes(outbox), ["old"]);
      await stage.clock.advance(1);
      assert.deepEqual((await unknownNotes(outbox)).toSorted(), ["new", "old"]);
      assert.equal((await outbox.peekIntents({ sink: "vtn", limit: 1 })).length, 1);
    },
  },
  {
    name: "settles a shipment that was looked for like any other",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      const now = stage.clock.now();
      const unknown = { kind: "unknown", retryAtMs: now, reason: "reset" } as const;
      const found = await send(outbox, ["Herning/0"], unknown);
      const missing = await send(outbox, ["Herning/1"], unknown);
      await settle(outbox, found, delivered);
      await settle(outbox, missing, { kind: "postponed", retryAtMs: now, reason: "not there" });
      assert.deepEqual(await unknownNotes(outbox), []);
      const [entry] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10 });
      assert.equal(entry?.key, "Herning/1");
      assert.equal((await intend(outbox, ["Herning/1"])).attempts, 2);
      assert.equal((await sinkStatus(outbox)).deliveredCount, 12);
    },
  },
];
