import { herningFleet } from "../../fleets/herning-fleet.ts";
import type { FleetSpecInput } from "../fleet-spec.ts";
import { fleetSpecOf } from "../fleet-spec-of.ts";

/** "Murphy's Pub", the first site of the Danish sample fleet, and nothing else. */
export function onePub(): FleetSpecInput {
  const resources = herningFleet.resources.slice(0, 1);
  return { ...fleetSpecOf({ ...herningFleet, resources }), name: "one-pub" };
}
