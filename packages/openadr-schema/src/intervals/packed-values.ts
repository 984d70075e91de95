import { type EnumeratedValues, valueCount } from "../enumerations/enumerated-values.ts";
import { EVENT_PAYLOAD_TYPES } from "../enumerations/event-payload-types.ts";
import type { Period } from "./period-cursor.ts";
import type { TimedPayload } from "./timed-event.ts";

const RULES: Readonly<Record<string, EnumeratedValues>> = EVENT_PAYLOAD_TYPES;

/**
 * Into how many parts a payload splits its interval: one for each value, if its type is known to have
 * one value, such as PRICE; else one. OpenADR 3.1.0 User Guide 7.3, "multi-valued payloads".
 */
export function partCount({ type, values }: TimedPayload): number {
  const known = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
  const isScalar = known !== undefined && valueCount(known.values).most === 1;
  return isScalar ? Math.max(1, values.length) : 1;
}

/** What a payload says in one of its `count` parts. */
export function partOf(payload: TimedPayload, part: number, count: number): TimedPayload {
  return count === 1 ? payload : { ...payload, values: payload.values.slice(part, part + 1) };
}

/**
 * When a part of a period begins, epoch ms. Reckoned from the whole, so that no rounding adds up:
 * three parts of an hour end on the hour.
 */
export function partStartAtMs(period: Period, part: number, count: number): number {
  const { startAtMs, wholeEndAtMs } = period;
  if (part <= 0) return startAtMs;
  if (part >= count) return wholeEndAtMs;
  return startAtMs + Math.round(((wholeEndAtMs - startAtMs) / count) * part);
}

/** The part of a period that runs at an instant within it. */
export function partAt(period: Period, count: number, atMs: number): number {
  if (period.wholeEndAtMs === Infinity) return 0;
  const partMs = (period.wholeEndAtMs - period.startAtMs) / count;
  let part = Math.min(count - 1, Math.floor((atMs - period.startAtMs) / partMs));
  while (part > 0 && partStartAtMs(period, part, count) > atMs) part -= 1;
  while (part < count - 1 && partStartAtMs(period, part + 1, count) <= atMs) part += 1;
  return part;
}
