import { mixedWord, type TextKey } from "@ven/core";
import type { Instants } from "../engine/instants.ts";
import { READING_QUALITY } from "../measurement/reading-quality.ts";
import type { ReadingRow } from "../measurement/reading-row.ts";
import type { CheckedFault } from "./fault.ts";
import type { FaultSpan } from "./fault-log.ts";

/** Never reuse a number. */
const STREAM = { spike: 9_106 } as const;

const WORDS = 0x1_0000_0000;

/**
 * What a fault makes of readings. Those that are missing or filled in did not come from the meter.
 *
 * @param stuckAtW - what the meter stands still at, if that is what is wrong
 */
export function applyPowerFault(
  { fault, fromMs, toMs }: FaultSpan,
  key: TextKey,
  instants: Instants,
  { powerW, quality, offset }: ReadingRow,
  stuckAtW: number,
): void {
  if (!tellsOnPower(fault)) return;
  const first = Math.max(0, Math.ceil((fromMs - instants.fromMs) / instants.stepMs));
  const last = Math.min(instants.count, Math.ceil((toMs - instants.fromMs) / instants.stepMs));
  for (let step = first; step < last; step += 1) {
    const place = offset + step;
    const shownW = powerW[place] ?? Number.NaN;
    if (Number.isNaN(shownW) || quality?.[place] === READING_QUALITY.ESTIMATED) continue;
    const atMs = instants.fromMs + step * instants.stepMs;
    if (!strikes(fault, key, atMs)) continue;
    powerW[place] = fault.kind === "stuck" ? stuckAtW : faultyW(fault, shownW);
    if (quality !== undefined && !fault.isSilent) quality[place] = READING_QUALITY.BAD;
  }
}

/**
 * What faults make of what a meter that is not stuck shows at an instant.
 *
 * @param faults - all that it suffers from, in force or not
 */
export function faultyReadingW(
  faults: readonly FaultSpan[],
  key: TextKey,
  atMs: number,
  shownW: number,
): number {
  let faulty = shownW;
  for (const { fault, fromMs, toMs } of faults) {
    const isInForce = atMs >= fromMs && atMs < toMs && tellsOnPower(fault);
    if (!isInForce || fault.kind === "stuck" || !strikes(fault, key, atMs)) continue;
    faulty = faultyW(fault, faulty);
  }
  return faulty;
}

/**
 * Whether a reading is among those that a fault strikes.
 *
 * @param share - of readings, 0 to 1
 */
export function isStruck(key: TextKey, stream: number, share: number, atMs: number): boolean {
  return mixedWord(key, stream, Math.floor(atMs / 1_000)) < share * WORDS;
}

type PowerFault = Extract<CheckedFault, { kind: "stuck" | "zero" | "sign" | "spike" | "unit" }>;

function strikes(fault: PowerFault, key: TextKey, atMs: number): boolean {
  return fault.kind !== "spike" || isStruck(key, STREAM.spike, fault.share, atMs);
}

function tellsOnPower(fault: CheckedFault): fault is PowerFault {
  return "isSilent" in fault && fault.kind !== "rollback";
}

function faultyW(fault: Exclude<PowerFault, { kind: "stuck" }>, shownW: number): number {
  switch (fault.kind) {
    case "zero":
      return 0;
    case "sign":
      return 0 - shownW;
    case "spike":
    case "unit":
      return shownW * fault.factor;
    default:
      return fault satisfies never;
  }
}
