import { eachOfMany } from "@ven/core";
import type { Shipment } from "@ven/store";
import type { RegisteredVen } from "../registered-ven.ts";
import type { Carrier, CarryOptions, PartOutcome, ReportPart } from "./carrier.ts";
import type { Pacer } from "./pacer.ts";
import type { PartResult } from "./settlement-of.ts";
import type { VtnGate } from "./vtn-gate.ts";

/** What carries a shipment to the VTN. */
export interface CarryContext extends CarryOptions {
  readonly carrier: Carrier;
  readonly gate: VtnGate;
  readonly concurrency: number;
  /** Spaces out the reports of a backlog. */
  readonly pacer: Pacer | undefined;
}

/**
 * Sends the reports of a shipment, each once; stops where the VTN turns out to be down.
 *
 * @returns what became of each, in their order
 */
export async function carryParts(
  { carrier, gate, concurrency, pacer, signal }: CarryContext,
  ven: RegisteredVen,
  parts: readonly ReportPart[],
): Promise<readonly PartResult[]> {
  const options = signal === undefined ? {} : { signal };
  const results: PartResult[] = parts.map((part) => ({ part, outcome: { kind: "notTried" } }));
  const isOver = () => signal?.aborted === true || gate.waitMs > 0;
  const sendPart = async (part: ReportPart, index: number) => {
    if (isOver()) return;
    // Broken off, it is over.
    if (pacer !== undefined) await pacer.turn(options).catch(() => undefined);
    if (isOver()) return;
    const outcome = await carrier.send(ven, part, options);
    // What we broke off ourselves says nothing.
    if (signal?.aborted !== true) tellGate(gate, outcome, ven.venId, carrier.look !== undefined);
    results[index] = { part, outcome };
  };
  const [first, ...rest] = parts;
  // A VTN that may be down is asked once, not many times at once; most shipments are one report anyway.
  if (first !== undefined && (rest.length === 0 || gate.isProbing)) {
    await sendPart(first, 0);
    if (rest.length === 0) return results;
    await eachOfMany(rest, concurrency, (part, index) => sendPart(part, index + 1));
  } else await eachOfMany(parts, concurrency, sendPart);
  return results;
}

/** What a report that was answered, or not, says of the VTN as a whole. */
function tellGate(gate: VtnGate, outcome: PartOutcome, venId: string, canLook: boolean): void {
  switch (outcome.kind) {
    case "ambiguous": {
      const { reason, isVtnDown, retryAfterMs } = outcome;
      const health = isVtnDown ? "down" : "refusing";
      gate.fail({ reason, health, retryAfterMs, venId, isNonsense: !isVtnDown });
      return;
    }
    case "postponed": {
      const { reason, health, retryAfterMs } = outcome;
      if (health !== undefined) gate.fail({ reason, health, retryAfterMs, venId });
      return;
    }
    case "accepted":
      gate.succeed(venId);
      return;
    case "refused":
      if (outcome.isUnsent !== true) gate.refuse(venId, outcome.reason);
      return;
    case "conflict":
      // A look tells what it means, where there is one.
      if (canLook) gate.answer(venId);
      else gate.refuse(venId, outcome.reason);
      return;
    case "tooLarge":
      gate.answer(venId);
      return;
    case "unknownVen":
      gate.answer(undefined);
      return;
    default:
      outcome satisfies never;
  }
}

/** Reports that the VTN has, as far as a look shows, and the others. */
export interface PartsLookedFor {
  readonly found: readonly ReportPart[];
  readonly missing: readonly ReportPart[];
}

/** What a look found out. */
export type Found =
  | (PartsLookedFor & { readonly kind: "found" })
  | (PartsLookedFor & {
      /** The VTN does not let us look, or has more than we may read. */
      readonly kind: "undecided";
      readonly reason: string;
    })
  | { readonly kind: "failed"; readonly reason: string };

/** Looks which reports of a shipment the VTN has. */
export async function lookForParts(
  { carrier, gate, signal }: CarryContext,
  ven: RegisteredVen,
  { shipmentId }: Shipment,
  parts: readonly ReportPart[],
): Promise<Found> {
  const none = { found: [], missing: parts };
  if (carrier.look === undefined) {
    return { kind: "undecided", ...none, reason: "the protocol has no way to look" };
  }
  const looked = await carrier.look(ven, parts, signal === undefined ? {} : { signal });
  switch (looked.kind) {
    case "looked": {
      const found = parts.filter(({ reportName }) => looked.found.has(reportName));
      const missing = parts.filter(({ reportName }) => !looked.found.has(reportName));
      // That it answers does not say that it takes reports.
      if (found.length > 0) gate.succeed(ven.venId);
      if (looked.isComplete || missing.length === 0) return { kind: "found", found, missing };
      const reason = `shipment ${shipmentId} is not among the first ${looked.pageCount} pages of reports`;
      return { kind: "undecided", found, missing, reason };
    }
    case "notAllowed":
      return { kind: "undecided", ...none, reason: looked.reason };
    case "failed": {
      // What answers a question with nonsense is not the VTN, or not itself.
      const { reason, health = "down", retryAfterMs } = looked;
      if (signal?.aborted !== true) gate.fail({ reason, health, retryAfterMs, venId: ven.venId });
      return { kind: "failed", reason };
    }
    default:
      return looked satisfies never;
  }
}
