import { InvalidValueError } from "@ven/core";
import { formatDateTime, formatDuration, ZERO_DURATION } from "@ven/openadr-schema";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long reports quote the same event unless the options say otherwise, ms. */
const DEFAULT_PERIOD_MS = HOUR_MS;

/** How far the clock of a VTN may be from this one before events are made twice, ms. */
const CLOCK_MARGIN_MS = HOUR_MS;

/**
 * How long an event stays in force after its period, ms: reports of before may still be on their way.
 * Then a VTN of 3.1.0 leaves it out where only `active` events are asked for.
 */
const AFTERMATH_MS = DAY_MS;

/** The period of which all reports quote the same event. */
export interface ReportEventPeriod {
  readonly startAtMs: number;
  readonly durationMs: number;
}

/**
 * Checks the option `eventPeriodMs`.
 *
 * @throws {InvalidValueError} if it is no whole minutes, from one to those of 31 days
 */
export function checkEventPeriod(periodMs: number = DEFAULT_PERIOD_MS): number {
  const isWhole = periodMs % MINUTE_MS === 0;
  if (isWhole && periodMs >= MINUTE_MS && periodMs <= 31 * DAY_MS) return periodMs;
  const rule = "give whole minutes in ms, 60000 to 2678400000 (31 days)";
  throw new InvalidValueError("eventPeriodMs", periodMs, rule);
}

/**
 * The period that an instant is in; periods begin at the same instants everywhere: whole multiples
 * since 1970, so the full hours of UTC where they are an hour long.
 *
 * @throws {InvalidValueError} if `periodMs` is out of its range
 */
export function eventPeriodAt(atMs: number, periodMs?: number): ReportEventPeriod {
  const durationMs = checkEventPeriod(periodMs);
  return { startAtMs: Math.floor(atMs / durationMs) * durationMs, durationMs };
}

/** What the event of a period is called: `ven-telemetry 2026-11-25T23:00Z`. */
export function reportEventName(stem: string, { startAtMs }: ReportEventPeriod): string {
  return `${stem} ${formatDateTime(startAtMs).replace(":00Z", "Z")}`;
}

/** When the event of a period is in force. */
export function reportEventTimes({ startAtMs, durationMs }: ReportEventPeriod): {
  readonly start: string;
  readonly duration: string;
} {
  const minutes = (durationMs + AFTERMATH_MS) / MINUTE_MS;
  const duration = formatDuration({ ...ZERO_DURATION, minutes });
  return { start: formatDateTime(startAtMs), duration };
}

/** How long ago the event of a period can have been made at most, ms. */
export function madeWithinMs({ startAtMs }: ReportEventPeriod, nowAtMs: number): number {
  return nowAtMs - startAtMs + CLOCK_MARGIN_MS;
}
