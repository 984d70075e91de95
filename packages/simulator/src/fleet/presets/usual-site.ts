import { type SiteType, siteLoads } from "../../fleets/site-type.ts";
import type { FleetSpecInput } from "../fleet-spec.ts";

/** A site of some kind with all that usually stands there, at usual ratings. */
export function usualSite(type: SiteType): FleetSpecInput["sites"][string] {
  return {
    resourceType: type,
    loads: siteLoads[type].map(([kind, ratedPowerKw], index) => ({
      loadId: `load_${index}`,
      kind,
      ratedPowerW: ratedPowerKw * 1_000,
    })),
  };
}
