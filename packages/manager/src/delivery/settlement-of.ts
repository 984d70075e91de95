import type { NewOutboxEntry, Settlement, Shipment, ShipmentPart } from "@ven/store";
import type { PartOutcome, ReportPart } from "./carrier.ts";
import { partKey } from "./part-key.ts";
import { encodeReadings, type KeptReadings } from "./readings-bytes.ts";

/** What a manager does with a report that the VTN may have, where it cannot be looked for. */
export type OnAmbiguous = "retry" | "skip" | "park";

/** One report of a shipment, and what became of it; `notTried` if it was not sent. */
export interface PartResult {
  readonly part: ReportPart;
  readonly outcome: PartOutcome | { readonly kind: "notTried" };
}

/** What decides between the settlements. */
export interface SettlementRules {
  readonly canLook: boolean;
  readonly onAmbiguous: OnAmbiguous;
  readonly nowMs: number;
  /** When what this shipment's VEN has may be sent again, epoch ms. */
  readonly retryAtMs: number;
  /** When it may be looked for what is ambiguous, epoch ms. */
  readonly lookAtMs: number;
  /** The shipment's note once the VTN has said that something of its name is there. */
  readonly conflictNote: string;
  /** Whether a report that is refused is to be halved until the reading to blame is found. */
  readonly mayBisect: boolean;
  /** Whether a refusal that may pass has come so often that it is for good. */
  readonly isForGood: boolean;
}

/**
 * What is to be written down of a shipment, from what became of its reports.
 *
 * @param entries - the readings of each of its entries
 */
export function settlementOf(
  shipment: Shipment,
  entries: readonly KeptReadings[],
  results: readonly PartResult[],
  rules: SettlementRules,
): Settlement {
  const { shipmentId } = shipment;
  if (results.every(({ outcome }) => outcome.kind === "accepted")) {
    return { shipmentId, kind: "delivered" };
  }
  if (rules.canLook) {
    const unsure = results.find(({ outcome }) => outcome.kind === "ambiguous");
    if (unsure !== undefined) {
      const { lookAtMs: retryAtMs } = rules;
      return { shipmentId, kind: "unknown", retryAtMs, reason: reasonOf(unsure) };
    }
    const taken = results.find(({ outcome }) => outcome.kind === "conflict");
    if (taken !== undefined) {
      const { nowMs: retryAtMs, conflictNote: note } = rules;
      return { shipmentId, kind: "unknown", retryAtMs, reason: reasonOf(taken), note };
    }
  }
  const fates = results.flatMap((result) => fatesOf(result, rules));
  const [first] = fates;
  if (first !== undefined && fates.every((fate) => isSame(fate, first))) {
    return { shipmentId, ...wholeFate(first) };
  }
  return { shipmentId, kind: "replaced", parts: partsOf(shipment, entries, fates) };
}

/** What becomes of some rows. */
interface Fate {
  readonly slices: readonly FateSlice[];
  readonly state: ShipmentPart["state"];
  readonly reason: string;
  /** Of what is pending. */
  readonly retryAtMs: number;
  /** Whether it must travel alone from now on. */
  readonly isAlone: boolean;
}

interface FateSlice {
  readonly entryIndex: number;
  readonly rows: Uint32Array;
}

function fatesOf(result: PartResult, rules: SettlementRules): readonly Fate[] {
  const { part, outcome } = result;
  const { nowMs, retryAtMs, onAmbiguous } = rules;
  const { slices } = part;
  const reason = reasonOf(result);
  const pending = { slices, state: "pending", reason, retryAtMs, isAlone: false } as const;
  const dead = { ...pending, state: "dead" } as const;
  switch (outcome.kind) {
    case "accepted":
      return [{ ...pending, state: "delivered" }];
    case "postponed":
    case "notTried":
      return [pending];
    case "unknownVen":
      return [rules.isForGood ? dead : pending];
    case "tooLarge":
      return [part.readingCount === 1 ? dead : { ...pending, retryAtMs: nowMs }];
    case "refused":
      if (part.readingCount === 1) return [dead];
      // Others may turn out to be taken, and then it is halved.
      if (!rules.mayBisect) return [rules.isForGood ? dead : pending];
      return halvesOf(part).map((half) => ({
        ...pending,
        slices: half,
        retryAtMs: nowMs,
        isAlone: true,
      }));
    case "conflict":
      return [dead];
    case "ambiguous":
      if (onAmbiguous === "retry") return [pending];
      return [onAmbiguous === "park" ? dead : { ...pending, state: "dropped" }];
    default:
      return outcome satisfies never;
  }
}

/**
 * What is to be written down of a shipment that was refused for its name and of which the VTN has only
 * some, or nothing: the rest is to be sent under another name.
 */
export function settlementOfConflict(
  shipment: Shipment,
  entries: readonly KeptReadings[],
  parts: { readonly found: readonly ReportPart[]; readonly missing: readonly ReportPart[] },
  rules: { readonly reason: string; readonly retryAtMs: number; readonly isForGood: boolean },
): Settlement {
  const { shipmentId } = shipment;
  const { reason, retryAtMs, isForGood } = rules;
  if (parts.found.length === 0) {
    return isForGood
      ? { shipmentId, kind: "dead", reason }
      : { shipmentId, kind: "postponed", reason, retryAtMs };
  }
  const common = { reason, retryAtMs, isAlone: false };
  const fates: readonly Fate[] = [
    ...parts.found.map(({ slices }) => ({ ...common, slices, state: "delivered" }) as const),
    ...parts.missing.map(
      ({ slices }) => ({ ...common, slices, state: isForGood ? "dead" : "pending" }) as const,
    ),
  ];
  return { shipmentId, kind: "replaced", parts: partsOf(shipment, entries, fates) };
}

function isSame(fate: Fate, other: Fate): boolean {
  return !fate.isAlone && fate.state === other.state && fate.retryAtMs === other.retryAtMs;
}

function wholeFate({ state, reason, retryAtMs }: Fate) {
  switch (state) {
    case "delivered":
      return { kind: "delivered" } as const;
    case "pending":
      return { kind: "postponed", reason, retryAtMs } as const;
    case "dead":
      return { kind: "dead", reason } as const;
    case "dropped":
      return { kind: "dropped", reason } as const;
    default:
      return state satisfies never;
  }
}

/** Rows of one entry that fare alike become one part. */
function partsOf(
  { entries }: Shipment,
  readings: readonly KeptReadings[],
  fates: readonly Fate[],
): readonly ShipmentPart[] {
  const joined = new Map<
    string,
    { readonly fate: Fate; entryIndex: number; rows: Uint32Array[] }
  >();
  for (const [index, fate] of fates.entries()) {
    const { state, retryAtMs, isAlone } = fate;
    for (const { entryIndex, rows } of fate.slices) {
      const like = [entryIndex, state, retryAtMs, isAlone ? index : ""].join(" ");
      const known = joined.get(like);
      if (known === undefined) joined.set(like, { fate, entryIndex, rows: [rows] });
      else known.rows.push(rows);
    }
  }
  return [...joined.values()].flatMap(({ fate, entryIndex, rows }) => {
    const entry = entries[entryIndex];
    const kept = readings[entryIndex];
    if (entry === undefined || kept === undefined) return [];
    return [shipmentPart(entry, kept, fate, joinRows(rows))];
  });
}

function joinRows(groups: readonly Uint32Array[]): Uint32Array {
  const rows = new Uint32Array(groups.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const group of groups) {
    rows.set(group, count);
    count += group.length;
  }
  return rows.sort();
}

function shipmentPart(
  entry: NewOutboxEntry,
  { columns }: KeptReadings,
  { state, reason, retryAtMs }: Fate,
  rows: Uint32Array,
): ShipmentPart {
  const { kind, stream, atMs, shared } = entry;
  if (state === "dropped") return { state, count: rows.length, reason };
  const part: NewOutboxEntry = {
    kind,
    stream,
    atMs,
    key: partKey(entry.key, rows),
    count: rows.length,
    bytes: encodeReadings({ columns, rows }),
    ...(shared === undefined ? {} : { shared }),
  };
  if (state === "delivered") return { state, entry: part };
  if (state === "dead") return { state, entry: part, reason };
  return { state, entry: part, retryAtMs, reason };
}

/** Two halves of a report: between its ticks if there are several, else in the middle of its rows. */
function halvesOf({ slices }: ReportPart): readonly (readonly FateSlice[])[] {
  const [only] = slices;
  if (only !== undefined && slices.length === 1) {
    const { entryIndex, rows } = only;
    const middle = rows.length >> 1;
    return [rows.subarray(0, middle), rows.subarray(middle)].map((half) => [
      { entryIndex, rows: half },
    ]);
  }
  return slices.map((slice) => [slice]);
}

function reasonOf({ outcome }: PartResult): string {
  return "reason" in outcome ? outcome.reason.slice(0, 1_000) : "it was not sent yet";
}
