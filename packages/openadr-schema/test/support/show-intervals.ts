import type { EventInterval } from "@ven/openadr-schema";

/** An instant, short: `02-10 01:00`, with the seconds where it has some; `never`. */
export function showInstant(atMs: number): string {
  if (atMs === Infinity) return "never";
  const [, date = "", time = ""] = /^\d+-(.*)T(.*)Z$/.exec(new Date(atMs).toISOString()) ?? [];
  return `${date} ${time.replace(".000", "").replace(/:00$/, "")}`;
}

/** Intervals, one line each: `0: 02-10 00:00 to 02-10 01:00 PRICE 0.17`. */
export function showIntervals(intervals: Iterable<EventInterval>, most = 100): readonly string[] {
  const lines: string[] = [];
  for (const { intervalId, subIntervalIndex, startAtMs, endAtMs, payloads } of intervals) {
    if (lines.length === most) break;
    const part = subIntervalIndex === undefined ? "" : `.${subIntervalIndex}`;
    const values = payloads.map(({ type, values }) => `${type} ${values.join(" ")}`).join(", ");
    const span = `${showInstant(startAtMs)} to ${showInstant(endAtMs)}`;
    lines.push(`${intervalId}${part}: ${span} ${values}`.trimEnd());
  }
  return lines;
}
