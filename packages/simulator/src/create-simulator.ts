import { type Clock, InvalidValueError } from "@ven/core";
import { checkInputs } from "./check-inputs.ts";
import type { CommandLogEntry } from "./demand-response/command-log.ts";
import type { Fault } from "./faults/fault.ts";
import { type FleetToSimulate, readFleet } from "./fleet/read-fleet.ts";
import { checkKeys, type KnownKeys } from "./keys/check-keys.ts";
import type { Recordings } from "./models/replay/replay-model.ts";
import { Simulator } from "./simulator.ts";
import type { Weather } from "./weather/weather.ts";

/** What is simulated, and how. */
export interface SimulatorOptions {
  /** The name of a preset, a specification, or resources listed one by one. */
  readonly fleet: FleetToSimulate;
  /** Another seed, another fleet of the same kind. @defaultValue "ven" */
  readonly seed?: string | number;
  /** What "now" is. @defaultValue the machine's */
  readonly clock?: Clock;
  /** Weather of the place. @defaultValue made up from the seed, by place and season */
  readonly weather?: Weather;
  /** What its `replay` loads play, by the name that they call it. @defaultValue none */
  readonly recordings?: Recordings;
  /** What the fleet was asked to do so far, in the order in which it was received. */
  readonly commands?: readonly CommandLogEntry[];
  /** What goes wrong with meters, known from the beginning; beside the faults of the fleet itself. */
  readonly faults?: readonly Fault[];
}

const OPTION_KEYS: KnownKeys<SimulatorOptions> = {
  fleet: true,
  seed: true,
  clock: true,
  weather: true,
  recordings: true,
  commands: true,
  faults: true,
};

/** Most characters of a seed. */
const LONGEST_SEED = 1_000;

/**
 * Makes a simulator of a fleet.
 *
 * @throws {InvalidValueError} that names the option, the place in the fleet, or the command or fault,
 * that breaks a rule
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  checkKeys("options", options, OPTION_KEYS);
  const { fleet, seed = "ven", faults = [], ...parts } = options;
  checkSeed(seed);
  checkInputs(parts);
  if (!Array.isArray(faults))
    throw new InvalidValueError("faults", faults, "give a list of faults");
  return new Simulator({
    ...parts,
    fleet: readFleet(fleet),
    seed,
    faults: faults.map((fault) => ({ kind: "inject", fault })),
  });
}

function checkSeed(seed: unknown): void {
  if (typeof seed === "string" && seed.length <= LONGEST_SEED) return;
  if (typeof seed === "number" && Number.isFinite(seed)) return;
  const rule = `give a text of at most ${LONGEST_SEED} characters, or a finite number`;
  throw new InvalidValueError("seed", seed, rule);
}
