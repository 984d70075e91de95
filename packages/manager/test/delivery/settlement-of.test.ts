import type { OutboxEntry, Settlement, Shipment } from "@ven/store";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PartOutcome } from "../../src/delivery/carrier.ts";
import { cutShipment } from "../../src/delivery/cut-shipment.ts";
import {
  decodeReadings,
  encodeReadings,
  type KeptReadings,
  READINGS_KIND,
} from "../../src/delivery/readings-bytes.ts";
import {
  type PartResult,
  type SettlementRules,
  settlementOf,
  settlementOfConflict,
} from "../../src/delivery/settlement-of.ts";
import { anyReadings, wholeReadings } from "./support/kept-readings.ts";

const NOW_MS = 1_000_000;

const outcome: fc.Arbitrary<PartResult["outcome"]> = fc.constantFrom<
  PartOutcome | { readonly kind: "notTried" }
>(
  { kind: "accepted" },
  { kind: "notTried" },
  { kind: "ambiguous", reason: "reset", isVtnDown: true },
  { kind: "postponed", reason: "503", health: "down" },
  { kind: "unknownVen", reason: "404" },
  { kind: "conflict", reason: "409" },
  { kind: "tooLarge", reason: "413" },
  { kind: "refused", reason: "400" },
);

const rules: fc.Arbitrary<SettlementRules> = fc.record({
  canLook: fc.boolean(),
  onAmbiguous: fc.constantFrom("retry", "skip", "park"),
  nowMs: fc.constant(NOW_MS),
  retryAtMs: fc.integer({ min: NOW_MS, max: NOW_MS + 2 }),
  lookAtMs: fc.constant(NOW_MS + 7),
  conflictNote: fc.constant("conflict"),
  mayBisect: fc.boolean(),
  isForGood: fc.boolean(),
});

/** A shipment with readings, and what became of each of its reports. */
const carried = fc
  .record({
    entries: fc.array(
      anyReadings(12).filter(({ rows }) => rows.length > 0),
      { minLength: 1, maxLength: 3 },
    ),
    perReport: fc.integer({ min: 1, max: 15 }),
    outcomes: fc.array(outcome, { minLength: 40, maxLength: 40 }),
    isAllAlike: fc.boolean(),
  })
  .map(({ entries, perReport, outcomes, isAllAlike }) => {
    const results = cutShipment({ name: "n", perReport }, entries).map((part, index) => {
      const became = outcomes[isAllAlike ? 0 : index] ?? { kind: "notTried" };
      return { part, outcome: became } as PartResult;
    });
    return { shipment: shipmentOf(entries), entries, results };
  });

function shipmentOf(entries: readonly KeptReadings[]): Shipment {
  return {
    shipmentId: 1,
    sink: "vtn",
    note: "n",
    attempts: 1,
    entries: entries.map(
      (kept, index): OutboxEntry => ({
        entryId: index + 1,
        attempts: 1,
        key: `Herning/${index}`,
        kind: READINGS_KIND,
        stream: "Herning",
        atMs: index,
        count: kept.rows.length,
        bytes: encodeReadings(kept),
      }),
    ),
  };
}

/** Each row of each entry with the state that it is settled to, in order. */
function statesOf(settlement: Settlement, entries: readonly KeptReadings[]): readonly string[] {
  if (settlement.kind !== "replaced") {
    return entries
      .flatMap(({ rows }, index) => [...rows].map((row) => `${index} ${row} ${settlement.kind}`))
      .sort();
  }
  return settlement.parts
    .flatMap((part) => {
      if (part.state === "dropped") return [];
      const index = Number(/^Herning\/(\d+)\./.exec(part.entry.key)?.[1]);
      const layout = entries[index]?.columns.layout;
      const kept = layout && decodeReadings(part.entry.bytes, layout);
      expect(kept?.rows.length).toBe(part.entry.count);
      return [...(kept?.rows ?? [])].map((row) => `${index} ${row} ${part.state}`);
    })
    .sort();
}

describe("settlementOf", () => {
  it("settles every reading exactly once, and none as delivered that was not accepted", () => {
    fc.assert(
      fc.property(carried, rules, ({ shipment, entries, results }, said) => {
        const settlement = settlementOf(shipment, entries, results, said);
        if (settlement.kind === "unknown") {
          expect(said.canLook).toBe(true);
          return;
        }
        const acceptedRows = results.flatMap(({ part, outcome: became }) =>
          became.kind === "accepted"
            ? part.slices.flatMap(({ entryIndex, rows }) =>
                [...rows].map((row) => `${entryIndex} ${row} delivered`),
              )
            : [],
        );
        const states = statesOf(settlement, entries);
        expect(states.filter((state) => state.endsWith("delivered"))).toEqual(acceptedRows.sort());
        const rowsSeen = states.map((state) => state.split(" ").slice(0, 2).join(" "));
        expect(new Set(rowsSeen).size).toBe(rowsSeen.length);
        if (settlement.kind !== "replaced") return;
        const counts = settlement.parts.map((part) =>
          part.state === "dropped" ? part.count : part.entry.count,
        );
        const total = entries.reduce((sum, { rows }) => sum + rows.length, 0);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
        const keys = settlement.parts.flatMap((part) =>
          part.state === "dropped" ? [] : [part.entry.key],
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 400 },
    );
  });

  it("sends nothing again unseen that the VTN may have, where one can look", () => {
    fc.assert(
      fc.property(carried, rules, ({ shipment, entries, results }, said) => {
        const settlement = settlementOf(shipment, entries, results, { ...said, canLook: true });
        const isUnsure = results.some(({ outcome: became }) => became.kind === "ambiguous");
        const isTaken = results.some(({ outcome: became }) => became.kind === "conflict");
        expect(settlement.kind === "unknown").toBe(isUnsure || isTaken);
        if (settlement.kind !== "unknown") return;
        expect(settlement.retryAtMs).toBe(isUnsure ? said.lookAtMs : NOW_MS);
        expect(settlement.note).toBe(isUnsure ? undefined : "conflict");
      }),
    );
  });

  it("halves a refused report of one tick in the middle, and one of several between its ticks", () => {
    const said = {
      canLook: true,
      onAmbiguous: "retry",
      nowMs: NOW_MS,
      retryAtMs: NOW_MS + 1,
      lookAtMs: NOW_MS + 7,
      conflictNote: "",
      mayBisect: true,
      isForGood: false,
    } as const;
    const keysOf = (entries: readonly KeptReadings[]) => {
      const [part] = cutShipment({ name: "n", perReport: 100 }, entries);
      if (part === undefined) throw new Error("nothing was cut");
      const results = [{ part, outcome: { kind: "refused", reason: "400" } }] as const;
      const settlement = settlementOf(shipmentOf(entries), entries, results, said);
      return settlement.kind === "replaced"
        ? settlement.parts.map((one) => (one.state === "dropped" ? "" : one.entry.key))
        : [];
    };
    expect(keysOf([wholeReadings(9)])).toEqual(["Herning/0.0-3", "Herning/0.4-8"]);
    expect(keysOf([wholeReadings(2), wholeReadings(3)])).toEqual([
      "Herning/0.0-1",
      "Herning/1.0-2",
    ]);
  });
});

describe("settlementOfConflict", () => {
  it("keeps what was found as delivered and sends the rest under another name, until it is for good", () => {
    const entries = [wholeReadings(6)];
    const [found, ...missing] = cutShipment({ name: "n", perReport: 2 }, entries);
    if (found === undefined) throw new Error("nothing was cut");
    const parts = { found: [found], missing };
    const rulesOf = (isForGood: boolean) => ({ reason: "409", retryAtMs: NOW_MS, isForGood });
    const states = (isForGood: boolean) =>
      statesOf(
        settlementOfConflict(shipmentOf(entries), entries, parts, rulesOf(isForGood)),
        entries,
      );
    expect(states(false)).toEqual([
      "0 0 delivered",
      "0 1 delivered",
      ...[2, 3, 4, 5].map((row) => `0 ${row} pending`),
    ]);
    expect(states(true)).toContain("0 5 dead");
    const none = { found: [], missing: [found, ...missing] };
    expect(settlementOfConflict(shipmentOf(entries), entries, none, rulesOf(false))).toMatchObject({
      kind: "postponed",
      retryAtMs: NOW_MS,
    });
  });
});
