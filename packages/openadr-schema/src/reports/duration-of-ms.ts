import { ZERO_DURATION } from "../time/duration.ts";
import { formatDuration } from "../time/format-duration.ts";

/**
 * A length of time as ISO 8601, to the millisecond: `PT15M`, `PT1.5S`, `PT0S`.
 *
 * @param durationMs - 0 or more, finite
 */
export function durationOfMs(durationMs: number): string {
  const wholeMs = Math.round(durationMs);
  return formatDuration({
    ...ZERO_DURATION,
    hours: Math.floor(wholeMs / 3_600_000),
    minutes: Math.floor((wholeMs % 3_600_000) / 60_000),
    seconds: (wholeMs % 60_000) / 1_000,
  });
}
