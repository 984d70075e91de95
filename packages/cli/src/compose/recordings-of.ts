import type { FleetSpecInput, Recordings } from "@ven/simulator";
import type { ReplayMeters } from "@ven/simulator/replay";
import { SettingError } from "../errors/setting-error.ts";
import { playedRecordings } from "./played-recordings.ts";

/** What fleets call the file of `--replay`. */
export const REPLAY_RECORDING = "replay";

/**
 * The recordings that a fleet plays: the file of `--replay`, or none.
 *
 * @throws {SettingError} that names the place in the fleet, if it plays one that is not there
 */
export function recordingsOf(spec: FleetSpecInput, replay: ReplayMeters | undefined): Recordings {
  for (const { place, recording } of playedRecordings(spec)) {
    if (recording !== REPLAY_RECORDING) {
      throw new SettingError(
        `${place} "${recording}" is not known: the only recording is that of --replay, write recording: ${REPLAY_RECORDING}`,
      );
    }
    if (replay === undefined) {
      throw new SettingError(
        `${place} is "${REPLAY_RECORDING}", but no file is given: add --replay <file>`,
      );
    }
  }
  return replay === undefined ? {} : { [REPLAY_RECORDING]: replay };
}
