import type { Clock } from "@ven/core";
import type { FleetSpecInput } from "./fleet/fleet-spec.ts";
import { readFleetSpec } from "./fleet/read-fleet-spec.ts";
import type { Recordings } from "./models/replay/replay-model.ts";
import { Simulator } from "./simulator.ts";

/** What is simulated, and how. */
export interface SimulatorOptions {
  readonly fleet: FleetSpecInput;
  /** Another seed, another fleet of the same kind. @defaultValue "ven" */
  readonly seed?: string | number;
  /** What "now" is. @defaultValue the machine's */
  readonly clock?: Clock;
  /** What its `replay` loads play, by the name that they call it. @defaultValue none */
  readonly recordings?: Recordings;
}

/**
 * Makes a simulator of a fleet.
 *
 * @throws {InvalidValueError} that names the place in the fleet that breaks a rule
 */
export function createSimulator({ fleet, seed = "ven", ...parts }: SimulatorOptions): Simulator {
  return new Simulator({ ...parts, fleet: readFleetSpec(fleet), seed });
}
