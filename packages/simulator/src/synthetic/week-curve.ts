import type { LoadKind } from "./load-kind.ts";
import type { SiteRhythm } from "./site-rhythm.ts";

const HOURS_PER_WEEK = 168;
const HOUR_MS = 3_600_000;

/** Hours from the Monday before 1 January 1970, a Thursday, to that day. */
const EPOCH_HOUR_OF_WEEK = 72;

/**
 * The mean curve of a kind of load at a kind of site: share of rated power at each hour of a local
 * week, from Monday 00:00, and once more the first hour.
 */
export type WeekCurve = Float64Array;

/** Computes a {@link WeekCurve}. */
export function weekCurve(rhythm: SiteRhythm, kind: LoadKind): WeekCurve {
  const curve = new Float64Array(HOURS_PER_WEEK + 1);
  const { workday, saturday, sunday } = rhythm;
  [workday, workday, workday, workday, workday, saturday, sunday].forEach((day, d) => {
    for (let hour = 0; hour < 24; hour += 1) {
      const activity = Number(day[hour]) / 9;
      const weight = kind.hours === undefined ? 1 : Number(kind.hours[hour]) / 9;
      const share = kind.restShare + (kind.activeShare - kind.restShare) * activity * weight;
      curve[d * 24 + hour] = share;
    }
  });
  curve[HOURS_PER_WEEK] = curve[0] ?? 0;
  return curve;
}

/**
 * Reads a curve between its hours.
 *
 * @param localMs - local time as if it were UTC, epoch ms
 */
export function readWeekCurve(curve: WeekCurve, localMs: number): number {
  const hours = localMs / HOUR_MS + EPOCH_HOUR_OF_WEEK;
  const inWeek = hours - Math.floor(hours / HOURS_PER_WEEK) * HOURS_PER_WEEK;
  const hour = Math.floor(inWeek);
  const before = curve[hour] ?? 0;
  const after = curve[hour + 1] ?? before;
  return before + (after - before) * (inWeek - hour);
}
