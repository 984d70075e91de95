/**
 * Power of homes at equal steps, home by home: that of home `h` at step `t` is
 * `powerW[h * timestampMs.length + t]`, as `SimulatedColumns` has it. `NaN` is missing.
 */
export interface PowerRows {
  /** Epoch ms, ascending. */
  readonly timestampMs: Float64Array;
  /** W. */
  readonly powerW: Float64Array;
}

/** How many homes there are. */
export function homeCount({ timestampMs, powerW }: PowerRows): number {
  return timestampMs.length === 0 ? 0 : Math.floor(powerW.length / timestampMs.length);
}

/** Power of one home. */
export function homeRow({ timestampMs, powerW }: PowerRows, home: number): Float64Array {
  return powerW.subarray(home * timestampMs.length, (home + 1) * timestampMs.length);
}

/**
 * Adds up homes. What is missing of one is missing of the sum.
 *
 * @param homes - which ones
 */
export function sumOfHomes(rows: PowerRows, homes: readonly number[]): Float64Array {
  const sum = new Float64Array(rows.timestampMs.length);
  for (const home of homes) {
    const row = homeRow(rows, home);
    for (let step = 0; step < sum.length; step += 1) {
      sum[step] = (sum[step] ?? 0) + (row[step] ?? Number.NaN);
    }
  }
  return sum;
}

/**
 * The same with longer steps: the mean of so many steps at a time. What is left at the end is dropped.
 *
 * @param steps - 1 or more
 */
export function coarserRows({ timestampMs, powerW }: PowerRows, steps: number): PowerRows {
  const count = Math.floor(timestampMs.length / steps);
  const homes = homeCount({ timestampMs, powerW });
  const coarse = new Float64Array(homes * count);
  for (let home = 0; home < homes; home += 1) {
    for (let step = 0; step < count; step += 1) {
      const first = home * timestampMs.length + step * steps;
      let sum = 0;
      for (let at = first; at < first + steps; at += 1) sum += powerW[at] ?? Number.NaN;
      coarse[home * count + step] = sum / steps;
    }
  }
  return {
    timestampMs: Float64Array.from({ length: count }, (_, step) => timestampMs[step * steps] ?? 0),
    powerW: coarse,
  };
}
