import { type PowerPlot, totalPower } from "./power-plot.ts";

/** Between which powers a kind stands at each instant, W: imports upwards from 0, exports downwards. */
export interface StackedArea {
  readonly kind: string;
  readonly lowW: Float64Array;
  readonly highW: Float64Array;
}

/** All that a plot shows, and how far it reaches. */
export interface StackedPlot {
  readonly areas: readonly StackedArea[];
  /** Of all kinds together, W. */
  readonly totalW: Float64Array;
  /** W; 0 or less. */
  readonly lowestW: number;
  /** W; 0 or more. */
  readonly highestW: number;
}

/** Stacks the kinds of a plot upon one another, the first lowest. */
export function stackedPlot(plot: PowerPlot): StackedPlot {
  const count = plot.timestampMs.length;
  const up = new Float64Array(count);
  const down = new Float64Array(count);
  const areas = plot.kinds.map(({ kind, powerW, energyWh }): StackedArea => {
    const lowW = new Float64Array(count);
    const highW = new Float64Array(count);
    for (let step = 0; step < count; step += 1) {
      const power = powerW[step] ?? 0;
      // A kind that exports stays at its side of zero where it rests.
      const stack = power < 0 || (power === 0 && energyWh < 0) ? down : up;
      const from = stack[step] ?? 0;
      stack[step] = from + power;
      lowW[step] = Math.min(from, from + power);
      highW[step] = Math.max(from, from + power);
    }
    return { kind, lowW, highW };
  });
  let lowestW = 0;
  let highestW = 0;
  for (const values of [up, down, plot.counterfactualW ?? []]) {
    for (const value of values) {
      lowestW = Math.min(lowestW, value);
      highestW = Math.max(highestW, value);
    }
  }
  return { areas, totalW: totalPower(plot), lowestW, highestW };
}
