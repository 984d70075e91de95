import type { LocalCalendar } from "../calendar/local-calendar.ts";

/**
 * Energy of each local day, Wh; `NaN` where anything of it is missing. Days that the steps do not
 * cover from midnight to midnight are left out.
 *
 * @param timestampMs - when each step begins, epoch ms, at equal distances
 */
export function dailyEnergyOf(
  timestampMs: Float64Array,
  power: Float64Array,
  calendar: LocalCalendar,
): Float64Array {
  const first = timestampMs[0] ?? 0;
  const stepMs = (timestampMs[1] ?? first) - first;
  const days: number[] = [];
  let step = 0;
  while (step < timestampMs.length) {
    const atMs = timestampMs[step] ?? 0;
    const { startS, endS } = calendar.dayAt(Math.floor(atMs / 1_000));
    const steps = Math.round((endS * 1_000 - atMs) / stepMs);
    if (atMs === startS * 1_000 && step + steps <= timestampMs.length) {
      let sum = 0;
      for (let at = step; at < step + steps; at += 1) sum += power[at] ?? Number.NaN;
      days.push((sum * stepMs) / 3_600_000);
    }
    step += Math.max(1, steps);
  }
  return Float64Array.from(days);
}
