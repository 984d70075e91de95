import { createSimulator, type FleetSpecInput, type Simulator } from "@ven/simulator";
import { CLI_LOG } from "../cli-log.ts";
import { SettingError } from "../errors/setting-error.ts";
import { recordedFleet } from "../simulate/recorded-fleet.ts";
import type { CommandContext } from "./command-context.ts";
import { DEFAULT_FLEET, openFleetSpec } from "./open-fleet-spec.ts";
import { openReplay } from "./open-replay.ts";
import { DEFAULT_SEED } from "./open-simulated-fleet.ts";
import { playedRecordings } from "./played-recordings.ts";
import { recordingsOf } from "./recordings-of.ts";

/** What `ven simulate` reads. */
export interface OpenedSimulator {
  readonly simulator: Simulator;
  readonly seed: string;
  /** First recorded instant where the meters are those of the recording, epoch ms. */
  readonly recordedFromMs?: number;
}

/**
 * Opens the fleet that `--fleet` names; without it the meters of `--replay`, or else the default fleet.
 *
 * @throws {SettingError} if there is no such fleet or recording, or the fleet that is named does not
 * play the recording
 */
export async function openSimulator(
  context: CommandContext,
  name: string | undefined,
): Promise<OpenedSimulator> {
  const { terminal, settings, clock, logger } = context;
  const seed = settings.seed ?? DEFAULT_SEED;
  const replay = await openReplay(context);
  const open = (fleet: FleetSpecInput) =>
    createSimulator({ fleet, seed, clock, recordings: recordingsOf(fleet, replay) });
  if (replay !== undefined && name === undefined) {
    const { meterIds, firstAtMs } = replay;
    logger.info({ file: settings.replay, meterCount: meterIds.length }, CLI_LOG.recordedFleet);
    const simulator = open(recordedFleet(replay, settings.replayTimeZone ?? "UTC"));
    return { simulator, seed, recordedFromMs: firstAtMs };
  }
  const spec = await openFleetSpec(terminal, name ?? DEFAULT_FLEET);
  const simulator = open(spec);
  if (replay !== undefined) checkPlayed(spec, settings.replay, name);
  return { simulator, seed };
}

function checkPlayed(
  spec: FleetSpecInput,
  file: string | undefined,
  name: string | undefined,
): void {
  if (playedRecordings(spec).length > 0) return;
  throw new SettingError(
    `no load of --fleet ${name} plays ${file}: give one model: { model: replay, recording: replay }, or leave --fleet out to play the meters of the file`,
  );
}
