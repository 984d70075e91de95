import type { Clock } from "@ven/core";
import type { CommandLogEntry } from "./demand-response/command-log.ts";
import type { Fault } from "./faults/fault.ts";
import { type FleetToSimulate, readFleet } from "./fleet/read-fleet.ts";
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

/**
 * Makes a simulator of a fleet.
 *
 * @throws {InvalidValueError} that names the place in the fleet, or the command or fault, that breaks a
 * rule
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { fleet, seed = "ven", faults = [], ...parts } = options;
  return new Simulator({
    ...parts,
    fleet: readFleet(fleet),
    seed,
    faults: faults.map((fault) => ({ kind: "inject", fault })),
  });
}
