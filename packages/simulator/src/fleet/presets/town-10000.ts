import type { SiteType } from "../../fleets/site-type.ts";
import type { FleetSpecInput } from "../fleet-spec.ts";
import { usualSite } from "../usual-site.ts";
import { carLoad, heatPumpLoad, homeLoad, solarLoad } from "./home-loads.ts";

/** How many businesses and public places of each kind a town of this size has. */
const places = {
  shop: 220,
  office: 170,
  workshop: 130,
  farm: 86,
  restaurant: 50,
  hairdresser: 40,
  cafe: 30,
  kindergarten: 30,
  clinic: 30,
  pub: 20,
  supermarket: 20,
  factory: 20,
  bakery: 12,
  school: 12,
  "nursing-home": 8,
  "sports-hall": 8,
  hotel: 6,
  "cold-store": 4,
  cinema: 2,
  library: 2,
} as const satisfies Partial<Record<SiteType, number>>;

/** Homes by what they have, and how many of them there are. */
const homes = {
  house: 4_300,
  "heat-pump-house": 900,
  "car-house": 500,
  "solar-house": 300,
  flat: 3_100,
} as const;

/** A whole town: 9,100 homes and 900 businesses and public places, 10,000 sites. */
export function town10000(): FleetSpecInput {
  const types = Object.keys(places) as (keyof typeof places)[];
  return {
    name: "town-10000",
    sites: {
      house: { resourceType: "house", loads: [homeLoad()] },
      "heat-pump-house": { resourceType: "house", loads: [homeLoad(), heatPumpLoad("load_1")] },
      "car-house": { resourceType: "house", loads: [homeLoad(), carLoad("load_1", 11_000)] },
      "solar-house": {
        resourceType: "house",
        loads: [homeLoad(), solarLoad("load_1", 6_000, "Panels on the roof")],
      },
      flat: { resourceType: "flat", loads: [homeLoad()] },
      ...Object.fromEntries(types.map((type) => [type, usualSite(type)])),
    },
    vens: [
      { venId: "homes", resources: Object.entries(homes).map(numberedSites) },
      { venId: "businesses", resources: Object.entries(places).map(numberedSites) },
    ],
  };
}

function numberedSites([site, count]: [string, number]) {
  return { resourceId: `${site}-{n}`, name: `${site} {n}`, site, count };
}
