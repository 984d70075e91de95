import { homes } from "./site-loads/homes.ts";
import { hospitality } from "./site-loads/hospitality.ts";
import { industry } from "./site-loads/industry.ts";
import { publicPlaces } from "./site-loads/public-places.ts";
import { shops } from "./site-loads/shops.ts";

/** A load that stands at a kind of site: what it is, its usual rated power in kW, and its name. */
export type UsualLoad = readonly [
  kind: string,
  ratedPowerKw: number,
  name: string,
  description: string,
];

/** The loads of a kind of site, `load_0` to `load_5`; each of another kind. */
export type SiteLoads = readonly UsualLoad[];

const loadsOfTypes = { ...hospitality, ...shops, ...publicPlaces, ...industry, ...homes };

/** A kind of site whose loads are known; the `resourceType` of its resources. */
export type SiteType = keyof typeof loadsOfTypes;

/** Names of all {@link SiteType}s. */
export const SITE_TYPES: readonly SiteType[] = Object.keys(loadsOfTypes) as SiteType[];

/** What stands at each kind of site. */
export const siteLoads: Readonly<Record<SiteType, SiteLoads>> = loadsOfTypes;

/** Whether a `resourceType` is a {@link SiteType}. */
export function isSiteType(resourceType: string): resourceType is SiteType {
  return Object.hasOwn(loadsOfTypes, resourceType);
}
