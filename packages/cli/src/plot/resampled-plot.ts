import type { PowerPlot } from "./power-plot.ts";

/** The same plot with at most so many instants: each is the mean of as many as it stands for. */
export function resampledPlot(plot: PowerPlot, mostSteps: number): PowerPlot {
  const perStep = Math.ceil(plot.timestampMs.length / mostSteps);
  if (perStep <= 1) return plot;
  const means = (values: Float64Array) => resampled(values, perStep);
  const { counterfactualW } = plot;
  return {
    ...plot,
    stepMs: plot.stepMs * perStep,
    timestampMs: plot.timestampMs.filter((_, step) => step % perStep === 0),
    kinds: plot.kinds.map((kind) => ({ ...kind, powerW: means(kind.powerW) })),
    ...(counterfactualW === undefined ? {} : { counterfactualW: means(counterfactualW) }),
  };
}

function resampled(values: Float64Array, perStep: number): Float64Array {
  const means = new Float64Array(Math.ceil(values.length / perStep));
  for (let at = 0; at < means.length; at += 1) {
    const part = values.subarray(at * perStep, (at + 1) * perStep);
    means[at] = part.reduce((sum, value) => sum + value, 0) / part.length;
  }
  return means;
}
