import { InvalidValueError } from "@ven/core";
import { isSiteType, SITE_TYPES, type SiteType, siteLoads } from "../fleets/site-type.ts";
import type { FleetSpecInput } from "./fleet-spec.ts";

/**
 * A kind of site with the six loads that usually stand there, named and described, at usual ratings: for
 * the `sites` of a specification.
 *
 * @throws {InvalidValueError} if nothing is known of such sites; names those that are known
 */
export function usualSite(resourceType: SiteType): FleetSpecInput["sites"][string] {
  if (!isSiteType(resourceType)) {
    const rule = `give one of ${SITE_TYPES.join(", ")}`;
    throw new InvalidValueError("resourceType", resourceType, rule);
  }
  return {
    resourceType,
    loads: siteLoads[resourceType].map(([kind, ratedPowerKw, name, description], index) => ({
      loadId: `load_${index}`,
      kind,
      ratedPowerW: Math.round(ratedPowerKw * 1_000),
      name,
      description,
    })),
  };
}
