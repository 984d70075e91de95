import { isSiteType, siteLoads } from "../fleets/site-type.ts";
import {
  COMMERCIAL_PARTS,
  type CommercialPart,
  LOAD_KINDS,
} from "../models/commercial/load-part.ts";
import { COMMERCIAL_SITES, type CommercialSite } from "../models/commercial/site-rhythm.ts";
import { type ModelSpec, type ModelSpecInput, modelSpec } from "../models/model-kinds.ts";
import { buildingModel } from "./building-models.ts";
import { homeModel } from "./home-models.ts";

/** Rhythms of kinds of site that have another name. */
const rhythmOfType = new Map<string, CommercialSite>([
  ["house", "home"],
  ["flat", "home"],
  ["kindergarten", "daycare"],
  ["sports-hall", "leisure"],
]);

/** What behaves alike wherever it stands, most of it called as its model is. */
const deviceModels = new Map<string, ModelSpecInput>([
  ["home", { model: "appliances" }],
  ["appliances", { model: "appliances" }],
  ["fridge", { model: "fridge" }],
  ["heatPump", { model: "heatPump" }],
  ["electricHeating", { model: "electricHeating" }],
  ["waterHeater", { model: "waterHeater" }],
  ["ev", { model: "ev" }],
  ["pv", { model: "pv" }],
  ["battery", { model: "battery" }],
  ["constant", { model: "constant" }],
]);

/**
 * Kinds of load that need no model in a specification, at each of `SITE_TYPES`: they have one that is
 * usual for them.
 */
export const USUAL_KINDS: readonly string[] = [...LOAD_KINDS, ...deviceModels.keys(), "commercial"];

/** Whether a load has a usual model, so that a specification need not give one. */
export function hasUsualModel(resourceType: string, kind: string): boolean {
  return isSiteType(resourceType) && USUAL_KINDS.includes(kind);
}

/** What a load is called where its fleet does not say. */
export interface CatalogueName {
  readonly name: string;
  readonly description: string;
}

/** The name of a kind of load at a kind of site; the kind itself where nothing is known of it. */
export function catalogueName(resourceType: string, kind: string): CatalogueName {
  const loads = isSiteType(resourceType) ? siteLoads[resourceType] : [];
  const [, , name = kind, description = ""] = loads.find(([known]) => known === kind) ?? [];
  return { name, description };
}

/**
 * The model of a kind of load at a kind of site, where the fleet does not say. A kind of site that is
 * not known is busy all the time, a bit more by day; a kind of load that is not known follows that.
 */
export function catalogueModel(resourceType: string, kind: string): ModelSpec {
  const isHome = resourceType === "house" || resourceType === "flat";
  const known = isHome ? homeModel(resourceType, kind) : buildingModel(resourceType, kind);
  const byHours: ModelSpecInput = {
    model: "commercial",
    site: rhythmOf(resourceType),
    part: partOf(kind),
  };
  return modelSpec.parse(known ?? deviceModels.get(kind) ?? byHours);
}

function rhythmOf(resourceType: string): CommercialSite {
  const other = rhythmOfType.get(resourceType);
  return other ?? COMMERCIAL_SITES.find((site) => site === resourceType) ?? "general";
}

function partOf(kind: string): CommercialPart {
  return COMMERCIAL_PARTS.find((part) => part === kind) ?? "general";
}
