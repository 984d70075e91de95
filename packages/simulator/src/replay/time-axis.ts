import type { BadRows } from "./bad-rows.ts";
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
  return mostCommon(counts);
}

/**
 * Finds the axis of all instants of all series.
 *
 * @throws {ReplayFormatError} naming the first instant that is not on the regular step, unless such
 * rows are skipped
 */
export function findTimeAxis(
  file: string,
  series: readonly PowerSeries[],
  badRows: BadRows,
): TimeAxis {
  const different = differentInstants(series);
  const union = different.map(({ atMs }) => atMs).reduce(merged, new Float64Array());
  const stepMs = regularStepMs(union) ?? LONE_STEP_MS;
  const { firstAtMs, lastAtMs } = boundsOnStep(union, stepMs, badRows.isSkipping);
  for (const { atMs, lineOf, column } of different) {
    for (let i = 0; i < atMs.length; i += 1) {
      const at = atMs[i] ?? 0;
      if ((at - firstAtMs) % stepMs === 0) continue;
      const error = new ReplayFormatError({
        file,
        line: lineOf(i),
        ...(column === undefined ? {} : { column }),
        value: new Date(at).toISOString(),
        problem: `is not on the file's step of ${stepMs} ms from ${new Date(firstAtMs).toISOString()}; resample the file to a regular step`,
      });
      badRows.take(error);
    }
  }
  const stepCount = (lastAtMs - firstAtMs) / stepMs + 1;
  if (stepCount * series.length > MOST_VALUES) {
    throw new ReplayFormatError({
      file,
      problem: `spans ${stepCount} steps of ${stepMs} ms for ${series.length} loads, more than fit in memory; check its timestamps, or ask for fewer meters`,
    });
  }
  return { firstAtMs, stepMs, stepCount };
}

/** Puts a series on the axis. @returns W per step, `NaN` where nothing was recorded */
export function alignSeries({ atMs, powerW }: PowerSeries, axis: TimeAxis): Float64Array {
  const { firstAtMs, stepMs, stepCount } = axis;
  const aligned = new Float64Array(stepCount).fill(Number.NaN);
  for (let i = 0; i < atMs.length; i += 1) {
    const step = ((atMs[i] ?? 0) - firstAtMs) / stepMs;
    // What is past the end is not replayed, and what is off the step was left out.
    if (Number.isInteger(step) && step >= 0 && step < stepCount)
      aligned[step] = powerW[i] ?? Number.NaN;
  }
  return aligned;
}

/** The first of all series that have the same instants: series mostly share them. */
function differentInstants(series: readonly PowerSeries[]): readonly PowerSeries[] {
  const different: PowerSeries[] = [];
  for (const one of series) {
    if (!different.some(({ atMs }) => isSame(atMs, one.atMs))) different.push(one);
  }
  return different;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** All instants of two ascending lists, each once. */
function merged(a: Float64Array, b: Float64Array): Float64Array {
  if (a.length === 0) return b;
  const union = new Float64Array(a.length + b.length);
  let length = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length; length += 1) {
    const fromA = a[i] ?? Number.POSITIVE_INFINITY;
    const fromB = b[j] ?? Number.POSITIVE_INFINITY;
    if (fromA <= fromB) i += 1;
    if (fromB <= fromA) j += 1;
    union[length] = Math.min(fromA, fromB);
  }
  return union.subarray(0, length);
}

/** The step begins at the first instant; where rows may be left out, at the first of most. */
function boundsOnStep(union: Float64Array, stepMs: number, isByMost: boolean) {
  const bounds = { firstAtMs: union[0] ?? 0, lastAtMs: union[union.length - 1] ?? 0 };
  if (!isByMost) return bounds;
  const phaseOf = (atMs: number) => ((atMs % stepMs) + stepMs) % stepMs;
  const counts = new Map<number, number>();
  for (const atMs of union) counts.set(phaseOf(atMs), (counts.get(phaseOf(atMs)) ?? 0) + 1);
  const phase = mostCommon(counts);
  const isOnStep = (atMs: number) => phaseOf(atMs) === phase;
  return {
    firstAtMs: union.find(isOnStep) ?? bounds.firstAtMs,
    lastAtMs: union.findLast(isOnStep) ?? bounds.lastAtMs,
  };
}

function mostCommon(counts: ReadonlyMap<number, number>): number | undefined {
  let most: number | undefined;
  let mostCount = 0;
  for (const [value, count] of counts) {
    if (count < mostCount || (count === mostCount && value > (most ?? 0))) continue;
    most = value;
    mostCount = count;
  }
  return most;
}
