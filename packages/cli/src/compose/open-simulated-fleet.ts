import type { FleetDefinition } from "@ven/core";
import { createSimulator, fleetResources, type MeterModel } from "@ven/simulator";
import type { CommandContext } from "./command-context.ts";
import { openFleetSpec } from "./open-fleet-spec.ts";

/** Seed of the simulated meters, if no setting names another. */
export const DEFAULT_SEED = "ven";

/** A fleet that comes from a preset or a file, and what its meters read. */
export interface SimulatedFleetParts {
  readonly fleet: FleetDefinition;
  readonly meters: MeterModel;
}

/**
 * Opens the fleet that `--fleet` names, with the meters that it describes.
 *
 * @throws {SettingError} if there is no such preset or file
 * @throws {InvalidValueError} if what it holds breaks a rule
 */
export async function openSimulatedFleet(
  { terminal, settings, clock }: CommandContext,
  name: string,
): Promise<SimulatedFleetParts> {
  const spec = await openFleetSpec(terminal, name);
  const simulator = createSimulator({ fleet: spec, seed: settings.seed ?? DEFAULT_SEED, clock });
  return { fleet: fleetResources(spec), meters: simulator.meters() };
}
