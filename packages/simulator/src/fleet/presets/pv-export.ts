import type { FleetSpecInput } from "../fleet-spec.ts";
import { batteryLoad, homeLoad, solarLoad } from "./home-loads.ts";

/** 25 homes and a farm under solar panels: on a clear day in summer they export more than they use. */
export function pvExport(): FleetSpecInput {
  const roof = "Panels on the roof";
  const battery = batteryLoad("load_2", ["load_0", "load_1"]);
  const milking = { loadId: "load_0", kind: "process", ratedPowerW: 16_000 };
  return {
    name: "pv-export",
    sites: {
      "solar-home": {
        resourceType: "house",
        loads: [homeLoad(), solarLoad("load_1", 6_000, roof)],
      },
      "battery-home": {
        resourceType: "house",
        loads: [homeLoad(), solarLoad("load_1", 8_000, roof), battery],
      },
      "solar-farm": {
        resourceType: "farm",
        loads: [milking, solarLoad("load_1", 60_000, "Panels on the barns")],
      },
    },
    vens: [
      {
        venId: "pv-export",
        resources: [
          {
            resourceId: "solar-home-{n}",
            name: "Solvej {n}",
            site: "solar-home",
            count: 15,
            maxProductionW: 6_000,
          },
          {
            resourceId: "battery-home-{n}",
            name: "Batterivej {n}",
            site: "battery-home",
            count: 10,
            maxProductionW: 13_000,
          },
          {
            resourceId: "solar-farm",
            name: "Solgården",
            site: "solar-farm",
            maxProductionW: 60_000,
          },
        ],
      },
    ],
  };
}
