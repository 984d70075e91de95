import type { LocalCalendar } from "../calendar/local-calendar.ts";
import type { LocalDay } from "../calendar/local-day.ts";

/**
 * Mean power of each hour of some days over the mean of those days: 24 numbers around 1.
 *
 * @param timestampMs - when each step begins, epoch ms; steps of an hour at most
 * @param isMeant - which days
 */
export function hourlyShapeOf(
  timestampMs: Float64Array,
  power: Float64Array,
  calendar: LocalCalendar,
  isMeant: (day: LocalDay) => boolean,
): Float64Array {
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  for (let step = 0; step < timestampMs.length; step += 1) {
    const atS = Math.floor((timestampMs[step] ?? 0) / 1_000);
    const value = power[step] ?? Number.NaN;
    const day = calendar.dayAt(atS);
    if (Number.isNaN(value) || !isMeant(day)) continue;
    const hour = Math.min(23, Math.floor(day.wallAt(atS) / 3_600));
    sums[hour] = (sums[hour] ?? 0) + value;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  const hours = sums.map((sum, hour) => sum / (counts[hour] ?? 0));
  const mean = hours.reduce((total, hour) => total + hour, 0) / 24;
  return hours.map((hour) => hour / mean);
}

/** Mean of a shape from one full hour until before another. */
export function shapeBetween(shape: Float64Array, fromHour: number, toHour: number): number {
  const part = shape.subarray(fromHour, toHour);
  return part.reduce((total, hour) => total + hour, 0) / part.length;
}

/** Root of the mean squared difference of two shapes. */
export function shapeError(shape: Float64Array, reference: readonly number[]): number {
  const squares = shape.reduce((sum, hour, at) => sum + (hour - (reference[at] ?? 0)) ** 2, 0);
  return Math.sqrt(squares / shape.length);
}
