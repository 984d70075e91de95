import { isInvalidValueError } from "@ven/core";
import { isSiteType, SITE_TYPES } from "../fleets/site-type.ts";
import { oneOf } from "../keys/one-of.ts";
import { utcOffset } from "../time/utc-offset.ts";
import { brokenBatteries } from "./broken-batteries.ts";
import type { BrokenRule } from "./broken-rule.ts";
import { brokenSize } from "./broken-size.ts";
import { USUAL_KINDS } from "./catalogue-model.ts";
import type { FleetSpec } from "./fleet-spec.ts";
import { prefixOf } from "./numbered-name.ts";
import { type NamedEntry, repeatedNames } from "./repeated-names.ts";

type ResourceSpec = FleetSpec["vens"][number]["resources"][number];

/** The rules between the parts of a fleet that it breaks, found one after the other. */
export function* brokenRules(fleet: FleetSpec): Generator<BrokenRule> {
  yield* brokenTimeZone(fleet);
  yield* brokenSites(fleet);
  yield* brokenBatteries(fleet);
  yield* brokenResources(fleet);
  yield* brokenSize(fleet);
  yield* brokenNames(fleet);
}

function* brokenTimeZone({ timeZone }: FleetSpec): Generator<BrokenRule> {
  try {
    utcOffset("timeZone", timeZone);
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    yield { path: ["timeZone"], rule: error.rule };
  }
}

function* brokenSites({ sites }: FleetSpec): Generator<BrokenRule> {
  for (const [name, { resourceType, loads }] of Object.entries(sites)) {
    const path = ["sites", name];
    const loadAt = (place: number) => [...path, "loads", place];
    yield* repeatedNames(
      loads.map(({ loadId }, place) => ({
        path: [...loadAt(place), "loadId"],
        name: loadId,
        count: undefined,
      })),
    );
    for (const [place, { kind, model }] of loads.entries()) {
      if (model !== undefined) continue;
      if (!USUAL_KINDS.includes(kind)) {
        yield { path: [...loadAt(place), "kind"], rule: orModel(oneOf(kind, USUAL_KINDS), "it") };
      }
      if (!isSiteType(resourceType)) {
        const rule = orModel(oneOf(resourceType, SITE_TYPES), "each of its loads");
        yield { path: [...path, "resourceType"], rule };
      }
    }
  }
}

function orModel(rule: string, whom: string): string {
  return `${rule}; or give ${whom} a model`;
}

function* brokenResources({ sites, vens }: FleetSpec): Generator<BrokenRule> {
  const known = Object.keys(sites);
  for (const { resource, path } of placedResources(vens).flat()) {
    const { site, count = 1, meterPointId } = resource;
    if (!Object.hasOwn(sites, site)) {
      const rule = known.length === 0 ? "describe it in `sites`" : oneOf(site, known);
      yield { path: [...path, "site"], rule };
    }
    if (count === 1) continue;
    for (const field of ["resourceId", "name"] as const) {
      if (prefixOf(resource[field]) !== undefined) continue;
      const rule = `there are ${count} of it: put {n} where each has its number`;
      yield { path: [...path, field], rule };
    }
    if (meterPointId === undefined) continue;
    const rule = "leave it out: each of several has its own, derived from its id";
    yield { path: [...path, "meterPointId"], rule };
  }
}

function* brokenNames({ vens }: FleetSpec): Generator<BrokenRule> {
  yield* repeatedNames(
    vens.map(({ venId }, v) => ({ path: ["vens", v, "venId"], name: venId, count: undefined })),
  );
  const placed = placedResources(vens);
  yield* repeatedNames(namedBy("resourceId", placed));
  yield* repeatedNames(namedBy("meterPointId", placed));
  for (const resources of placed) yield* repeatedNames(namedBy("name", [resources]));
}

interface PlacedResource {
  readonly resource: ResourceSpec;
  readonly path: readonly PropertyKey[];
}

/** The entries of each VEN. */
function placedResources(vens: FleetSpec["vens"]): PlacedResource[][] {
  return vens.map(({ resources }, v) =>
    resources.map((resource, r) => ({ resource, path: ["vens", v, "resources", r] })),
  );
}

function namedBy(
  field: "resourceId" | "meterPointId" | "name",
  placed: readonly (readonly PlacedResource[])[],
): NamedEntry[] {
  return placed.flat().flatMap(({ resource, path }) => {
    const { [field]: name, count } = resource;
    return name === undefined ? [] : [{ path: [...path, field], name, count }];
  });
}
