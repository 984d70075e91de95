import { resolve } from "node:path";
import { LocalCalendar, type Simulator } from "@ven/simulator";
import { readingFormatOf, type WrittenFile, writeReadings } from "@ven/simulator/files";
import { InvalidArgumentError, Option } from "commander";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { DEFAULT_FLEET } from "../compose/open-fleet-spec.ts";
import { openSimulator } from "../compose/open-simulator.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { progressBar } from "../console/progress-bar.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { SettingError } from "../errors/setting-error.ts";
import { drawPlot } from "../simulate/draw-plot.ts";
import { plotOfSimulation } from "../simulate/plot-of-simulation.ts";
import { type ReceivedCommand, readCommandsFile } from "../simulate/read-commands-file.ts";
import { receiveCommands } from "../simulate/receive-commands.ts";
import { type RangeFlags, simulatedRange } from "../simulate/simulated-range.ts";
import { Simulation, type SimulationOptions } from "../simulate/simulation.ts";
import {
  type SummaryParts,
  simulationJson,
  simulationText,
} from "../simulate/simulation-summary.ts";
import { type CommandMaker, newCommand, REPLAY_SETTINGS } from "./command-options.ts";

interface SimulateFlags extends Flags, RangeFlags {
  readonly fleet?: string;
  readonly power: "mean" | "instant";
  readonly layout?: "long" | "wide";
  readonly out?: string;
  readonly plot?: string | true;
  readonly commands?: string;
}

/** `ven simulate`: readings of a fleet into a file, or drawn. */
export const simulateCommand: CommandMaker = (terminal, finish) =>
  newCommand(
    "simulate",
    "simulate a fleet: write its readings to a file, or draw them; needs no VTN and no database",
    ["seed", ...REPLAY_SETTINGS],
  )
    .option(
      "--fleet <name>",
      `preset, or JSON or YAML file of a fleet (default: the meters of --replay, or ${DEFAULT_FLEET})`,
    )
    .option("--from <instant>", "first instant: 2025-01-06, 2025-01-06T17:30 (default: today)")
    .option("--to <instant>", "instant after the last (default: a day later)")
    .option("--step <interval>", "from a reading to the next: 10s, 15m, 1h (default: 15m)")
    .addOption(
      new Option("--power <which>", "mean over each step, or at its instant")
        .choices(["mean", "instant"])
        .default("mean"),
    )
    .option("--out <file>", "write readings to a .csv, .parquet or .h5 file")
    .addOption(
      new Option(
        "--layout <layout>",
        "of CSV and Parquet: long (a row per reading, default) or wide",
      ).choices(["long", "wide"]),
    )
    .option("--plot [file]", "draw here, or in an .svg file (default without --out)", svgFile)
    .option("--commands <file>", "JSON list of what the fleet is asked; the plot shows both")
    .action(async (flags: SimulateFlags) => {
      finish(await simulate(await openContext(terminal, flags), flags));
    });

async function simulate(context: CommandContext, flags: SimulateFlags): Promise<number> {
  const { terminal, json, clock } = context;
  const startedMs = clock.monotonic();
  const { power, commands: file } = flags;
  checkOutput(flags);
  const { simulator, seed, recordedFromMs } = await openSimulator(context, flags.fleet);
  const calendar = new LocalCalendar(simulator.fleet.timeZone);
  const recorded =
    recordedFromMs === undefined ? {} : { from: new Date(recordedFromMs).toISOString() };
  const range = simulatedRange({ ...recorded, ...flags }, simulator.fleet.timeZone, clock.now());
  const options: SimulationOptions = { ...range, power };
  const commands = file === undefined ? [] : await readCommandsFile(terminal, file, calendar);
  if (file !== undefined) receiveCommands(context, simulator, commands, { file, range });
  const done = await readAll(context, { simulator, options, commands, flags });
  if (done === undefined) {
    terminal.stderr.write("Stopped: nothing was written.\n");
    return EXIT_CODES.interrupted;
  }
  const { totals } = done.simulation;
  const counterfactual = done.counterfactual?.totals;
  const { plot: where, out } = flags;
  const parts = { simulator, options, calendar, totals, counterfactual, commands };
  const isDrawn = where !== undefined || (out === undefined && !json);
  const plotFile = isDrawn ? await drawPlot(context, plotOfSimulation(parts), where) : undefined;
  const durationMs = clock.monotonic() - startedMs;
  const { written } = done;
  const summary: SummaryParts = { ...parts, seed, written, plotFile, durationMs };
  terminal.stdout.write(json ? `${simulationJson(summary)}\n` : simulationText(summary));
  return EXIT_CODES.ok;
}

/** @throws {SettingError} if `--layout` says what the file of `--out` cannot be */
function checkOutput({ out, layout }: SimulateFlags): void {
  if (out === undefined) return;
  if (readingFormatOf(out) === "hdf5" && layout !== undefined) {
    throw new SettingError(`--layout ${layout} is of CSV and Parquet: leave it out for ${out}`);
  }
}

interface ReadingParts {
  readonly simulator: Simulator;
  readonly options: SimulationOptions;
  readonly commands: readonly ReceivedCommand[];
  readonly flags: SimulateFlags;
}

/** @returns `undefined` if Ctrl-C was pressed */
async function readAll(
  { terminal, json, clock }: CommandContext,
  { simulator, options, commands, flags }: ReadingParts,
) {
  const simulation = new Simulation(simulator, options);
  const counterfactual =
    commands.length === 0 ? undefined : new Simulation(simulator.counterfactual(), options);
  const abort = new AbortController();
  const { signal } = abort;
  const forget = onFirstInterrupt(terminal, () => abort.abort());
  const isWatched = terminal.stderr.isTTY === true && !json;
  const bar = progressBar(terminal.stderr, clock, "readings");
  const due = simulation.readingCount + (counterfactual?.readingCount ?? 0);
  const onProgress = (count: number) => {
    if (isWatched) bar.draw(count, due);
  };
  try {
    // Writing comes last: once a file is there, nothing can be stopped any more.
    if (counterfactual !== undefined) await passOver(counterfactual, signal, onProgress);
    const before = counterfactual?.readingCount ?? 0;
    const goOn = (count: number) => onProgress(before + count);
    const { out, layout } = flags;
    let written: WrittenFile | undefined;
    if (out === undefined) await passOver(simulation, signal, goOn);
    else {
      const file = resolve(terminal.workingFolder, out);
      const writing = { ...(layout && { layout }), signal, onProgress: goOn };
      written = { ...(await writeReadings(file, simulation.batches(), writing)), file: out };
    }
    return { simulation, counterfactual, written };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    bar.clear();
    forget();
  }
}

async function passOver(
  simulation: Simulation,
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<void> {
  for (const _ of simulation.batches()) {
    onProgress(simulation.totals.readingCount);
    // Lets Ctrl-C come through.
    await new Promise((resume) => setImmediate(resume));
    signal.throwIfAborted();
  }
}

function svgFile(file: string): string {
  if (/\.svg$/i.test(file)) return file;
  throw new InvalidArgumentError("let the file end in .svg, or leave it out to draw here");
}
