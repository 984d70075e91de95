import type { FleetDefinition } from "@ven/core";
import { createSimulator, fleetResources, type MeterModel } from "@ven/simulator";
import type { ReplayMeters } from "@ven/simulator/replay";
import type { CommandContext } from "./command-context.ts";
import { openFleetSpec } from "./open-fleet-spec.ts";
import { playedRecordings } from "./played-recordings.ts";
import { recordingsOf } from "./recordings-of.ts";

/** Seed of the simulated meters, if no setting names another. */
export const DEFAULT_SEED = "ven";

/** A fleet that comes from a preset or a file, and what its meters read. */
export interface SimulatedFleetParts {
  readonly fleet: FleetDefinition;
  readonly meters: MeterModel;
  /** Whether loads of the fleet play the recording, so that it is not itself what meters read. */
  readonly isReplayPlayed: boolean;
  /** Zone of its calendar, such as `Europe/Copenhagen`. */
  readonly timeZone: string;
}

/**
 * Opens the fleet that `--fleet` names, with the meters that it describes.
 *
 * @throws {SettingError} if there is no such preset or file, or it plays a recording that is not given
 * @throws {InvalidValueError} if what it holds breaks a rule
 */
export async function openSimulatedFleet(
  { terminal, settings, clock }: CommandContext,
  name: string,
  replay: ReplayMeters | undefined,
): Promise<SimulatedFleetParts> {
  const spec = await openFleetSpec(terminal, name);
  const seed = settings.seed ?? DEFAULT_SEED;
  const recordings = recordingsOf(spec, replay);
  const simulator = createSimulator({ fleet: spec, seed, clock, recordings });
  const isReplayPlayed = playedRecordings(spec).length > 0;
  const { timeZone } = simulator.fleet;
  return { fleet: fleetResources(spec), meters: simulator.meters(), isReplayPlayed, timeZone };
}
