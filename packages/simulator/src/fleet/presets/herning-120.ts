import { herningFleet } from "../../fleets/herning-fleet.ts";
import type { FleetSpecInput } from "../fleet-spec.ts";
import { fleetSpecOf } from "../fleet-spec-of.ts";

/** The 120 approved sites of the Danish sample fleet: VEN "Herning", six loads each, the same ids. */
export function herning120(): FleetSpecInput {
  const resources = herningFleet.resources.filter(({ status }) => status === "APPROVED");
  return { ...fleetSpecOf({ ...herningFleet, resources }), name: "herning-120" };
}
