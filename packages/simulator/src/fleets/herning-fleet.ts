import {
  defineFleet,
  type FleetDefinition,
  type GeoLocation,
  keyedRandom,
  type ResourceInput,
  type TextKey,
  textKey,
} from "@ven/core";
import { derivedMeterPointId } from "../ids/derived-meter-point-id.ts";
import { derivedUuid } from "../ids/derived-uuid.ts";
import { herningSites } from "./herning-sites.ts";
import { type SiteLoads, type SiteType, siteLoads } from "./site-type.ts";

const VEN_ID = "Herning";
const TOWN_CENTRE: GeoLocation = { latitudeDeg: 56.14, longitudeDeg: 8.97 };

/** What a home may draw through its main fuse. */
const SMALLEST_CONNECTION_W = 9_000;

/** Ids that documents and examples quote; all others are derived from the name. */
const quotedIds = new Map([["Murphy's Pub", "5249eada-69af-432d-99a5-98f9c89f9aa6"]]);

/** What each random number of a site is for. Never reuse a number. */
const STREAM = { north: 0, east: 1, rating: 2 } as const;

const random = keyedRandom("Herning fleet");

/**
 * A sample fleet: VEN "Herning" with 120 approved, 20 pending and 10 suspended sites of a Danish
 * town, six loads each. People, names, ids and meter points are invented; the first site is
 * "Murphy's Pub".
 */
export const herningFleet: FleetDefinition = defineFleet({
  name: VEN_ID,
  vens: [{ venId: VEN_ID, resources: describeSites() }],
});

function describeSites(): ResourceInput[] {
  const taken = new Set<string>();
  return Object.entries(herningSites).flatMap(([status, types]) =>
    Object.entries(types).flatMap(([type, names]) =>
      names.map((name) => describeSite(name, type as SiteType, status, taken)),
    ),
  );
}

function describeSite(
  name: string,
  type: SiteType,
  status: string,
  taken: Set<string>,
): ResourceInput {
  const key = textKey(name);
  const text = `${VEN_ID}\n${name}`;
  const loads = describeLoads(key, siteLoads[type]);
  const connectedW = loads.reduce((total, { ratedPowerW }) => total + ratedPowerW, 0);
  return {
    resourceId: quotedIds.get(name) ?? derivedUuid(text),
    name,
    resourceType: type,
    status,
    meterPointId: derivedMeterPointId(text, taken),
    location: describeLocation(key, type === "farm" ? 0.06 : 0.018),
    maxConsumptionW: Math.max(SMALLEST_CONNECTION_W, Math.ceil(connectedW / 1000) * 1000),
    maxProductionW: 0,
    loads,
  };
}

/** Ratings vary by up to a quarter around what is usual, in steps of 10 W. */
function describeLoads(key: TextKey, usual: SiteLoads) {
  return usual.map(([kind, ratedPowerKw], index) => {
    const factor = 0.75 + 0.5 * random.uniform(key, STREAM.rating, index);
    return {
      loadId: `load_${index}`,
      kind,
      ratedPowerW: Math.round(ratedPowerKw * 100 * factor) * 10,
    };
  });
}

/** Within a distance of the town centre, in degrees of latitude; to five decimals, about a metre. */
function describeLocation(key: TextKey, reachDeg: number): GeoLocation {
  const north = (2 * random.uniform(key, STREAM.north, 0) - 1) * reachDeg;
  // A degree of longitude is a bit more than half as long here.
  const east = (2 * random.uniform(key, STREAM.east, 0) - 1) * reachDeg * 1.8;
  return {
    latitudeDeg: Number((TOWN_CENTRE.latitudeDeg + north).toFixed(5)),
    longitudeDeg: Number((TOWN_CENTRE.longitudeDeg + east).toFixed(5)),
  };
}
