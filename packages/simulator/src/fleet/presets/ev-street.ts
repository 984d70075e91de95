import type { FleetSpecInput } from "../fleet-spec.ts";
import { carLoad, heatPumpLoad, homeLoad } from "./home-loads.ts";

/** A street of 40 homes, each with a car to charge; every fourth has a heat pump, too. */
export function evStreet(): FleetSpecInput {
  const resources = (site: string, name: string, count: number) => ({
    resourceId: `${site}-{n}`,
    name: `${name} {n}`,
    site,
    count,
  });
  return {
    name: "ev-street",
    sites: {
      "small-charger": { resourceType: "house", loads: [homeLoad(), carLoad("load_1", 3_700)] },
      "large-charger": { resourceType: "house", loads: [homeLoad(), carLoad("load_1", 11_000)] },
      "all-electric": {
        resourceType: "house",
        loads: [homeLoad(), carLoad("load_1", 11_000), heatPumpLoad("load_2")],
      },
    },
    vens: [
      {
        venId: "ev-street",
        resources: [
          resources("small-charger", "Ladevej", 14),
          resources("large-charger", "Hurtigladervej", 16),
          resources("all-electric", "Varmepumpevej", 10),
        ],
      },
    ],
  };
}
