import type { PowerSeries } from "./power-series.ts";
import { ReplayFormatError } from "./replay-format-error.ts";

/** The step of a file that has one instant only, ms. */
const LONE_STEP_MS = 3_600_000;

/** Most values that are held in memory, missing ones included: 800 MB. */
const MOST_VALUES = 100_000_000;

/** The regular instants that all series of a file share. */
export interface TimeAxis {
  /** Epoch ms. */
  readonly firstAtMs: number;
  readonly stepMs: number;
  /** 1 or more. */
  readonly stepCount: number;
}

/**
 * The regular step of a list of instants: the most common distance between neighbours, the
 * smallest of several that are equally common.
 *
 * @param atMs - strictly increasing
 * @returns `undefined` for fewer than two instants
 */
export function regularStepMs(atMs: ArrayLike<number>): number | undefined {
  const counts = new Map<number, number>();
  for (let i = 1; i < atMs.length; i += 1) {
    const distanceMs = (atMs[i] ?? 0) - (atMs[i - 1] ?? 0);
    counts.set(distanceMs, (counts.get(distanceMs) ?? 0) + 1);
  }
  let step: number | undefined;
  let stepCount = 0;
  for (const [distanceMs, count] of counts) {
    if (count < stepCount || (count === stepCount && distanceMs > (step ?? 0))) continue;
    step = distanceMs;
    stepCount = count;
  }
  return step;
}

/**
 * Finds the axis of all instants of all series.
 *
 * @throws {ReplayFormatError} naming the first instant that is not on the regular step
 */
export function findTimeAxis(file: string, series: readonly PowerSeries[]): TimeAxis {
  const union = distinctInstants(series);
  const firstAtMs = union[0] ?? 0;
  const stepMs = regularStepMs(union) ?? LONE_STEP_MS;
  for (const { atMs, lines, column } of series) {
    for (let i = 0; i < atMs.length; i += 1) {
      const at = atMs[i] ?? 0;
      if ((at - firstAtMs) % stepMs === 0) continue;
      throw new ReplayFormatError({
        file,
        ...(lines[i] === undefined ? {} : { line: lines[i] }),
        ...(column === undefined ? {} : { column }),
        value: new Date(at).toISOString(),
        problem: `is not on the file's step of ${stepMs} ms from ${new Date(firstAtMs).toISOString()}; resample the file to a regular step`,
      });
    }
  }
  const stepCount = ((union[union.length - 1] ?? 0) - firstAtMs) / stepMs + 1;
  if (stepCount * series.length > MOST_VALUES) {
    throw new ReplayFormatError({
      file,
      problem: `spans ${stepCount} steps of ${stepMs} ms for ${series.length} loads, more than fit in memory; check its timestamps, or split it`,
    });
  }
  return { firstAtMs, stepMs, stepCount };
}

/** Puts a series on the axis. @returns W per step, `NaN` where nothing was recorded */
export function alignSeries({ atMs, powerW }: PowerSeries, axis: TimeAxis): Float64Array {
  const aligned = new Float64Array(axis.stepCount).fill(Number.NaN);
  for (let i = 0; i < atMs.length; i += 1) {
    const step = ((atMs[i] ?? 0) - axis.firstAtMs) / axis.stepMs;
    aligned[step] = powerW[i] ?? Number.NaN;
  }
  return aligned;
}

/** All instants of all series, sorted. Series mostly have the same ones, which are looked at once. */
function distinctInstants(series: readonly PowerSeries[]): Float64Array {
  const different: ArrayLike<number>[] = [];
  for (const { atMs } of series) {
    if (!different.some((known) => isSame(known, atMs))) different.push(atMs);
  }
  const all = new Set<number>();
  for (const atMs of different) {
    for (let i = 0; i < atMs.length; i += 1) all.add(atMs[i] ?? 0);
  }
  return Float64Array.from(all).sort();
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
