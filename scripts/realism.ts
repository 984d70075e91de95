// `npm run realism [-- --json] [--write] [--fleet file] [--seed 1,2,3] [--homes 200] [--year 2025]`:
// how near the homes of a fleet are to real ones; see `realismOf` of @ven/simulator. With `--write`
// the table goes into the README of the simulator, between its two markers.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  createSimulator,
  type FleetSpecInput,
  type FleetToSimulate,
  householdShapeError,
  type PowerRows,
  parseFleet,
  REALISM_TARGETS,
  type RealismFigure,
  realismOf,
  rowsOfResources,
  type Simulator,
} from "@ven/simulator";

const README = new URL("../packages/simulator/README.md", import.meta.url);
const MARKERS = ["<!-- realism: begin -->", "<!-- realism: end -->"] as const;

/** The mean of so many homes is compared with the standard load profile, if the fleet has them. */
const SHAPE_HOMES = 500;

const HALF_HOUR_MS = 1_800_000;

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    fleet: { type: "string" },
    seed: { type: "string", default: "1,2,3" },
    homes: { type: "string", default: "200" },
    year: { type: "string", default: "2025" },
  },
});

interface SeedFigures {
  readonly seed: string;
  readonly homes: number;
  readonly figures: readonly RealismFigure[];
}

/** Homes of the `appliances` model with nothing set. */
function usualHomes(count: number): FleetSpecInput {
  const home = { loadId: "load_0", kind: "home", ratedPowerW: 10_000 };
  return {
    name: "homes",
    sites: {
      home: { resourceType: "house", loads: [{ ...home, model: { model: "appliances" } }] },
    },
    vens: [
      {
        venId: "homes",
        resources: [{ resourceId: "home-{n}", name: "Home {n}", site: "home", count }],
      },
    ],
  };
}

/** A fleet from a JSON or YAML file, or a preset by its name. */
function fleetOf(fileOrPreset: string): FleetToSimulate {
  if (!/\.(json|ya?ml)$/.test(fileOrPreset)) return fileOrPreset as FleetToSimulate;
  return parseFleet(readFileSync(fileOrPreset, "utf8"), { fileName: fileOrPreset });
}

/** Half-hour means of the first so many resources of a fleet in a year: a row for each. */
function read(simulator: Simulator, homes: number, year: number): PowerRows {
  const fromMs = Date.UTC(year, 0, 1);
  const now = simulator.readAt(fromMs);
  const ids = new Set(Array.from(now.loads, (_, row) => now.name(row).resourceId));
  const range = { fromMs, toMs: Date.UTC(year + 1, 0, 1), stepMs: HALF_HOUR_MS } as const;
  const resourceIds = [...ids].slice(0, homes);
  return rowsOfResources(simulator.range({ ...range, power: "mean", resourceIds }));
}

/** All figures of a fleet of a seed; that of the mean shape from more homes than the others. */
function figuresOf(fleet: FleetToSimulate, seed: string, homes: number, year: number): SeedFigures {
  const simulator = createSimulator({ fleet, seed });
  const rows = read(simulator, Math.max(homes, SHAPE_HOMES), year);
  const count = Math.min(homes, rows.powerW.length / rows.timestampMs.length);
  const few = { ...rows, powerW: rows.powerW.subarray(0, count * rows.timestampMs.length) };
  const { timeZone } = simulator.fleet;
  const shape = householdShapeError(rows, timeZone);
  const figures = realismOf(few, timeZone).map((figure) =>
    figure.name === "shapeError"
      ? { ...figure, value: shape, isWithin: shape >= figure.low && shape <= figure.high }
      : figure,
  );
  return { seed, homes: count, figures };
}

/** The figures as a table in Markdown. */
function tableOf(results: readonly SeedFigures[]): string {
  const seeds = results.map(({ seed }) => `seed ${seed}`).join(" | ");
  const lines = REALISM_TARGETS.map(({ name, metric, about, low, high }) => {
    const values = results.map(({ figures }) => {
      const figure = figures.find((one) => one.name === name);
      if (figure === undefined) return "too few homes";
      return `${figure.value.toFixed(3)}${figure.isWithin ? "" : " (outside)"}`;
    });
    return `| ${metric} | ${about} | ${low} to ${high} | ${values.join(" | ")} |`;
  });
  return [
    `| # | figure | target | ${seeds} |`,
    `|---|---|---|${"---|".repeat(results.length)}`,
    ...lines,
  ].join("\n");
}

/** Puts a table between the markers of the README. */
function write(table: string): void {
  const readme = readFileSync(README, "utf8");
  const [begin, end] = MARKERS.map((marker) => readme.indexOf(marker));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    const both = MARKERS.join(" and ");
    throw new Error(`packages/simulator/README.md has no place for the table: put ${both} there`);
  }
  const before = readme.slice(0, begin + MARKERS[0].length);
  writeFileSync(README, `${before}\n${table}\n${readme.slice(end)}`);
}

function main(): void {
  const homes = Number(options.homes);
  const year = Number(options.year);
  if (!Number.isInteger(homes) || homes < 1 || !Number.isInteger(year)) {
    throw new Error("give --homes as a whole number, 1 or more, and --year as one such as 2025");
  }
  const usual = usualHomes(Math.max(homes, SHAPE_HOMES));
  const fleet = options.fleet === undefined ? usual : fleetOf(options.fleet);
  const results = options.seed.split(",").map((seed) => figuresOf(fleet, seed, homes, year));
  if (options.json) console.log(JSON.stringify({ year, seeds: results }, undefined, 2));
  else console.log(tableOf(results));
  if (options.write) write(tableOf(results));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
