import { InvalidValueError } from "@ven/core";
import type { FleetSpecInput } from "../fleet-spec.ts";
import { evStreet } from "./ev-street.ts";
import { faultyMeters } from "./faulty-meters.ts";
import { herning120 } from "./herning-120.ts";
import { onePub } from "./one-pub.ts";
import { pvExport } from "./pv-export.ts";
import { town10000 } from "./town-10000.ts";

const presets = {
  "herning-120": herning120,
  "one-pub": onePub,
  "ev-street": evStreet,
  "pv-export": pvExport,
  "faulty-meters": faultyMeters,
  "town-10000": town10000,
} as const satisfies Record<string, () => FleetSpecInput>;

/** Name of a fleet that is ready to be simulated. */
export type FleetPreset = keyof typeof presets;

/** Names of all {@link FleetPreset}s. */
export const FLEET_PRESETS: readonly FleetPreset[] = Object.keys(presets) as FleetPreset[];

/**
 * A fleet that is ready to be simulated; change what you like in it.
 *
 * @throws {InvalidValueError} if there is none of this name; names those that there are
 */
export function fleetPreset(name: FleetPreset): FleetSpecInput {
  if (Object.hasOwn(presets, name)) return presets[name]();
  throw new InvalidValueError("fleet preset", name, `give one of ${FLEET_PRESETS.join(", ")}`);
}
