import type { PlottedKind, PowerPlot } from "./power-plot.ts";

/** The same plot with at most so many kinds: those of least energy become `other`. */
export function groupedKinds(plot: PowerPlot, mostKinds: number): PowerPlot {
  const { kinds } = plot;
  if (kinds.length <= mostKinds) return plot;
  const rest = kinds.slice(mostKinds - 1);
  const powerW = new Float64Array(plot.timestampMs.length);
  for (const one of rest) {
    for (let step = 0; step < powerW.length; step += 1) {
      powerW[step] = (powerW[step] ?? 0) + (one.powerW[step] ?? 0);
    }
  }
  const energyWh = rest.reduce((sum, one) => sum + one.energyWh, 0);
  const other: PlottedKind = { kind: `other (${rest.length})`, powerW, energyWh };
  return { ...plot, kinds: [...kinds.slice(0, mostKinds - 1), other] };
}
