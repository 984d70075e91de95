import type { LocalCalendar, Simulator } from "@ven/simulator";
import type { WrittenFile } from "@ven/simulator/files";
import { energyText, powerText } from "../plot/power-scale.ts";
import type { PowerTotals } from "./power-totals.ts";
import { localInstant } from "./simulated-range.ts";
import type { SimulationOptions } from "./simulation.ts";

/** What is told of a simulation. */
export interface SummaryParts {
  readonly simulator: Simulator;
  readonly calendar: LocalCalendar;
  readonly seed: string;
  readonly options: SimulationOptions;
  readonly totals: PowerTotals;
  /** The same without the commands. */
  readonly counterfactual: PowerTotals | undefined;
  /** Readings that were written. */
  readonly written: WrittenFile | undefined;
  /** Plot that was written, as the user named it. */
  readonly plotFile: string | undefined;
  readonly durationMs: number;
}

/** A simulation as one JSON object, for programs. */
export function simulationJson(parts: SummaryParts): string {
  const { simulator, seed, options, totals, counterfactual, written, plotFile, durationMs } = parts;
  const { fromMs, toMs, stepMs, power } = options;
  return JSON.stringify({
    schema: "ven.simulation/1",
    fleet: simulator.fleet.name,
    seed,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepMs,
    power,
    resourceCount: simulator.resourceCount,
    loadCount: simulator.loadCount,
    readingCount: totals.readingCount,
    missingCount: totals.missingCount,
    ...energies(totals),
    ...(counterfactual === undefined ? {} : { counterfactual: energies(counterfactual) }),
    ...(written === undefined ? {} : { file: written.file, byteCount: written.byteCount }),
    ...(plotFile === undefined ? {} : { plotFile }),
    durationMs: Math.round(durationMs),
  });
}

/** A simulation in a line or two, for people. */
export function simulationText(parts: SummaryParts): string {
  const { simulator, calendar, totals, counterfactual, written, plotFile } = parts;
  const { powerW, atMs } = totals.peak;
  const highest = Number.isFinite(powerW)
    ? `; highest ${powerText(powerW)} at ${localInstant(atMs, calendar)} ${simulator.fleet.timeZone}`
    : "";
  const lines = [
    `${simulator.fleet.name}: ${totals.readingCount} readings of ${simulator.loadCount} loads, ${totals.missingCount} missing; ${energyText(totals.importWh)} in, ${energyText(totals.exportWh)} out${highest}`,
  ];
  if (counterfactual !== undefined) {
    const saved = netWh(counterfactual) - netWh(totals);
    lines.push(
      `Without the commands: ${energyText(netWh(counterfactual))}, ${energyText(saved)} more`,
    );
  }
  if (written !== undefined) lines.push(`Written to ${written.file}: ${written.byteCount} bytes`);
  if (plotFile !== undefined) lines.push(`Drawn in ${plotFile}`);
  return `${lines.join("\n")}\n`;
}

function energies(totals: PowerTotals) {
  const { powerW, atMs } = totals.peak;
  return {
    importWh: rounded(totals.importWh),
    exportWh: rounded(totals.exportWh),
    peakPowerW: rounded(powerW),
    peakAt: new Date(atMs).toISOString(),
  };
}

function netWh({ importWh, exportWh }: PowerTotals): number {
  return importWh - exportWh;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
