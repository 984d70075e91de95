import { basename } from "node:path";
import type { FleetSpecInput } from "@ven/simulator";
import type { ReplayMeters } from "@ven/simulator/replay";
import { REPLAY_RECORDING } from "../compose/recordings-of.ts";

type SiteInput = FleetSpecInput["sites"][string];

/** A fleet of the meters of a recording, each under its own id. */
export function recordedFleet(replay: ReplayMeters, timeZone: string): FleetSpecInput {
  const sites: Record<string, SiteInput> = {};
  const resources = replay.meterIds.map((meterId, m) => {
    const site = `recorded-${m + 1}`;
    sites[site] = {
      resourceType: "recorded",
      loads: replay.loadIdsOf(meterId).map((loadId) => ({
        loadId,
        kind: "recorded",
        ratedPowerW: replay.peakPowerW(meterId, loadId) || 1,
        model: { model: "replay", recording: REPLAY_RECORDING, meterId, loadId },
      })),
    };
    return { resourceId: meterId, name: meterId, site };
  });
  return {
    name: basename(replay.file).slice(0, 128),
    timeZone,
    sites,
    vens: [{ venId: "Recorded", resources }],
  };
}
