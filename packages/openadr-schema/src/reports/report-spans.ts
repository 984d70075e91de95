import { isInvalidValueError } from "@ven/core";
import type { IntervalPeriod } from "../3.1.0/interval-period.ts";
import type { ReportResource } from "../3.1.0/report-resource.ts";
import { lengthFrom } from "../intervals/place-intervals.ts";
import { addSpan } from "../time/add-duration.ts";
import { isSameDuration } from "../time/compare-durations.ts";
import { parseDateTime } from "../time/date-time.ts";
import { ZERO_DURATION } from "../time/duration.ts";
import { isDurationText } from "../time/is-duration-text.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/** When one interval of a report is. */
export interface ReportSpan {
  /** Epoch ms. */
  readonly startAtMs: number;
  /** ms; left out where it is not said, or never ends. */
  readonly durationMs?: number;
}

/**
 * Tells when each interval of a resource is. What an interval does not say it takes from its resource;
 * one without a start follows the one before, and the first takes the resource's.
 * What follows an interval that never ends, or whose own time cannot be told, has none either; what
 * follows one without any duration begins at the same instant.
 *
 * @param path - of the resource
 * @param warnings - takes what has no place in a measurement
 * @returns one span per interval; `undefined` where it cannot be told
 */
export function reportSpans(
  { intervalPeriod: common, intervals }: Pick<ReportResource, "intervalPeriod" | "intervals">,
  path: string,
  warnings: ReportWarning[],
): readonly (ReportSpan | undefined)[] {
  warnOfRandomStart(common, path, warnings);
  let nextAtMs: number | undefined;
  return intervals.map(({ intervalPeriod: own }, index) => {
    const place = `${path}.intervals[${index}]`;
    warnOfRandomStart(own, place, warnings);
    const start = own?.start ?? (index === 0 ? common?.start : undefined);
    const duration = own?.duration ?? common?.duration;
    const followsAtMs = nextAtMs;
    nextAtMs = undefined;
    try {
      const startAtMs = start === undefined ? followsAtMs : parseDateTime(start);
      if (typeof startAtMs !== "number") {
        const why = index === 0 ? "no start" : "follows what has no start or no end";
        warnings.push(reportWarning("noStart", place, start ?? why));
        return undefined;
      }
      const endAtMs = endOf(startAtMs, duration);
      if (Number.isFinite(endAtMs)) nextAtMs = endAtMs;
      if (duration === undefined) return { startAtMs };
      if (nextAtMs !== undefined) return { startAtMs, durationMs: nextAtMs - startAtMs };
      warnings.push(reportWarning("endless", place, duration));
      return { startAtMs };
    } catch (error) {
      if (!isInvalidValueError(error)) throw error;
      warnings.push(reportWarning("noStart", place, error.message));
      return undefined;
    }
  });
}

/** @returns epoch ms; `Infinity` if it never ends */
function endOf(startAtMs: number, duration = "PT0S"): number {
  return addSpan(startAtMs, lengthFrom(duration, "duration"), undefined);
}

function warnOfRandomStart(
  period: IntervalPeriod | undefined,
  path: string,
  warnings: ReportWarning[],
): void {
  const { randomizeStart: bound } = period ?? {};
  if (bound === undefined) return;
  if (isDurationText(bound) && isSameDuration(bound, ZERO_DURATION)) return;
  warnings.push(reportWarning("randomStartNotCarried", `${path}.intervalPeriod`, bound));
}
