import type { CommandLogEntry } from "../demand-response/command-log.ts";
import type { FaultLogEntry } from "../faults/fault-log.ts";
import type { FleetSpec } from "../fleet/fleet-spec.ts";

/** A whole simulator as plain data, for JSON. */
export interface SimulatorSnapshot {
  readonly version: 1;
  readonly fleet: FleetSpec;
  readonly seed: string | number;
  /** What its clock showed, epoch ms. */
  readonly nowMs: number;
  /** Whether it was given its weather, which must be given again. */
  readonly hasOwnWeather: boolean;
  readonly commands: readonly CommandLogEntry[];
  /** Without those of the fleet's specification. */
  readonly faults: readonly FaultLogEntry[];
}
