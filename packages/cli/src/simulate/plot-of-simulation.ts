import type { LocalCalendar, Simulator } from "@ven/simulator";
import { type PlottedSpan, type PowerPlot, totalPower } from "../plot/power-plot.ts";
import { energyText } from "../plot/power-scale.ts";
import { dayLabel } from "../plot/time-marks.ts";
import type { PowerTotals } from "./power-totals.ts";
import type { ReceivedCommand } from "./read-commands-file.ts";
import type { SimulationOptions } from "./simulation.ts";

/** What a plot of a simulation shows. */
export interface PlotParts {
  readonly simulator: Simulator;
  readonly options: SimulationOptions;
  readonly calendar: LocalCalendar;
  readonly totals: PowerTotals;
  /** The same without the commands. */
  readonly counterfactual: PowerTotals | undefined;
  readonly commands: readonly ReceivedCommand[];
}

/** Describes a simulation as a plot. */
export function plotOfSimulation(parts: PlotParts): PowerPlot {
  const { simulator, options, calendar, totals, counterfactual, commands } = parts;
  const { fromMs, toMs } = options;
  const first = calendar.dayAt(Math.floor(fromMs / 1_000));
  const last = calendar.dayAt(Math.ceil(toMs / 1_000) - 1);
  const days =
    first.index === last.index ? dayLabel(first) : `${dayLabel(first)} – ${dayLabel(last)}`;
  const { resourceCount, loadCount, fleet } = simulator;
  const exported = totals.exportWh > 0 ? `, ${energyText(totals.exportWh)} out` : "";
  const plot: PowerPlot = {
    title: `${fleet.name}, ${days} ${last.year}`,
    subtitle: `${counted(resourceCount, "resource")}, ${counted(loadCount, "load")}; ${energyText(totals.importWh)} in${exported}; ${fleet.timeZone}`,
    timestampMs: totals.binAtMs,
    stepMs: totals.binMs,
    kinds: totals.kinds(),
    spans: commands.map((received) => spanOf(received, toMs)),
    dayAt: (atS) => calendar.dayAt(atS),
  };
  if (counterfactual === undefined) return plot;
  return { ...plot, counterfactualW: totalPower({ ...plot, kinds: counterfactual.kinds() }) };
}

function spanOf({ command, receivedAtMs }: ReceivedCommand, toMs: number): PlottedSpan {
  const { action, startMs, endMs = toMs } = command;
  return { label: action.kind, fromMs: Math.max(startMs, receivedAtMs), toMs: endMs };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
