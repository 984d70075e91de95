import { LocalCalendar } from "@ven/simulator";
import type { PowerPlot } from "../../src/plot/power-plot.ts";

const HOUR_MS = 3_600_000;

/** 6 January 2025, 00:00 in Copenhagen. */
export const PLOT_START_MS: number = Date.UTC(2025, 0, 5, 23);

/** A plot of hours: kinds by what they draw in each, W. */
export function plotted(
  kinds: Readonly<Record<string, readonly number[]>>,
  changes: Partial<PowerPlot> = {},
): PowerPlot {
  const count = Math.max(...Object.values(kinds).map(({ length }) => length));
  const calendar = new LocalCalendar("Europe/Copenhagen");
  return {
    title: "street, Mon 6 Jan 2025",
    subtitle: "2 resources",
    timestampMs: Float64Array.from({ length: count }, (_, n) => PLOT_START_MS + n * HOUR_MS),
    stepMs: HOUR_MS,
    kinds: Object.entries(kinds).map(([kind, powers]) => ({
      kind,
      powerW: Float64Array.from(powers),
      energyWh: powers.reduce((sum, power) => sum + power, 0),
    })),
    spans: [],
    dayAt: (atS) => calendar.dayAt(atS),
    ...changes,
  };
}
