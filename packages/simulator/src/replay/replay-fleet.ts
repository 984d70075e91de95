import { basename } from "node:path";
import { defineFleet, type FleetDefinition, MeterPointId } from "@ven/core";
import { derivedMeterPointId } from "../ids/derived-meter-point-id.ts";
import { derivedUuid } from "../ids/derived-uuid.ts";
import type { ReplayMeters } from "./replay-meters.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a fleet made of a file needs beside the file. */
export interface ReplayFleetOptions {
  /** Name of the one VEN that has all meters. */
  readonly venId: string;
}

/**
 * Makes a fleet of a file's own meters: one approved resource per meter, with the meter's id as its
 * name and the loads that were recorded.
 *
 * A meter id that is a UUID is the resource id, one that is a GSRN the meter point; otherwise they
 * are derived from VEN and meter id, the same each time.
 *
 * @throws {InvalidValueError} if a meter id cannot be a resource name
 */
export function replayFleet(replay: ReplayMeters, options: ReplayFleetOptions): FleetDefinition {
  const { venId } = options;
  const taken = new Set(replay.meterIds.filter(isMeterPointId));
  const resources = replay.meterIds.map((meterId) => {
    const text = `${venId}\n${meterId}`;
    return {
      resourceId: UUID.test(meterId) ? meterId : derivedUuid(text),
      name: meterId,
      resourceType: "recorded",
      meterPointId: isMeterPointId(meterId) ? meterId : derivedMeterPointId(text, taken),
      loads: replay.loadIdsOf(meterId).map((loadId) => ({
        loadId,
        kind: "recorded",
        ratedPowerW: replay.peakPowerW(meterId, loadId) || 1,
      })),
    };
  });
  return defineFleet({ name: basename(replay.file), vens: [{ venId, resources }] });
}

function isMeterPointId(text: string): boolean {
  try {
    return MeterPointId(text) === text;
  } catch {
    return false;
  }
}
