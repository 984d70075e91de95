import { InvalidValueError } from "@ven/core";
import type { CompiledFleet, ResourceGroup } from "../fleet/compiled-fleet.ts";
import { checkFlag } from "../keys/check-flag.ts";
import type { KnownKeys } from "../keys/check-keys.ts";
import { namesOf } from "../keys/names-of.ts";

/** Which loads of a fleet; each part that is given must fit. All of it if nothing is given. */
export interface LoadSelection {
  readonly venId?: string;
  readonly resourceIds?: readonly string[];
  readonly loadIds?: readonly string[];
  /** Whether resources that are not APPROVED are left out. @defaultValue false */
  readonly approvedOnly?: boolean;
}

/** All keys of a {@link LoadSelection}. */
export const SELECTION_KEYS: KnownKeys<LoadSelection> = {
  venId: true,
  resourceIds: true,
  loadIds: true,
  approvedOnly: true,
};

/** Resources of an entry that follow one another, and which of the loads of each. */
interface Run {
  readonly group: ResourceGroup;
  /** Places in `group.loads`, ascending. */
  readonly places: readonly number[];
  /** Index in the fleet. */
  readonly firstResource: number;
  readonly resourceCount: number;
}

/**
 * The loads that are chosen, by their index, in the order of the fleet.
 *
 * @throws {InvalidValueError} for a VEN, resource or load that the fleet has not
 */
export function selectLoads(fleet: CompiledFleet, selection: LoadSelection): Uint32Array {
  const { venId, resourceIds, loadIds, approvedOnly } = selection;
  checkTexts("resourceIds", resourceIds);
  checkTexts("loadIds", loadIds);
  checkFlag("approvedOnly", approvedOnly);
  if (venId !== undefined && !fleet.groups.some((group) => group.venId === venId)) {
    const known = namesOf(new Set(fleet.groups.map((group) => group.venId)));
    throw new InvalidValueError("venId", venId, `the fleet has no VEN of this id: it has ${known}`);
  }
  const runs = resourceIds ? namedRuns(fleet, selection) : wholeRuns(fleet, selection);
  checkLoadIds(loadIds, runs);
  return loadsOf(runs);
}

/**
 * The index of one load.
 *
 * @throws {InvalidValueError} if the fleet has not got it
 */
export function selectLoad(
  fleet: CompiledFleet,
  load: { readonly resourceId: string; readonly loadId: string },
): number {
  if (typeof load?.resourceId !== "string" || typeof load.loadId !== "string") {
    throw new InvalidValueError("load", load, "give { resourceId, loadId }, both texts");
  }
  const { resourceId, loadId } = load;
  const [index = 0] = selectLoads(fleet, { resourceIds: [resourceId], loadIds: [loadId] });
  return index;
}

/** All that the chosen entries have. */
function wholeRuns(fleet: CompiledFleet, selection: LoadSelection): Run[] {
  return fleet.groups
    .filter((group) => isChosen(group, selection))
    .map((group) => {
      const { firstResource, resourceCount } = group;
      return { group, places: placesOf(group, selection.loadIds), firstResource, resourceCount };
    });
}

/** One run for each resource that is named. */
function namedRuns(fleet: CompiledFleet, selection: LoadSelection): Run[] {
  const { resourceIds = [] } = selection;
  const named = resourceIds.map((resourceId) => namedResource(fleet, selection, resourceId));
  // Readings of a single resource are many: they need no order.
  const resources = named.length < 2 ? named : [...new Set(named)].sort((a, b) => a - b);
  return resources.map((firstResource) => {
    const group = fleet.groupOfResource(firstResource);
    const places = placesOf(group, selection.loadIds);
    return { group, places, firstResource, resourceCount: 1 };
  });
}

function namedResource(fleet: CompiledFleet, selection: LoadSelection, resourceId: string): number {
  const resource = fleet.findResource(resourceId);
  if (resource === undefined || !isChosen(fleet.groupOfResource(resource), selection)) {
    const rule = "the fleet has no resource of this id in what is chosen";
    throw new InvalidValueError("resourceIds", resourceId, rule);
  }
  return resource;
}

function isChosen({ venId, spec }: ResourceGroup, selection: LoadSelection): boolean {
  if (selection.venId !== undefined && selection.venId !== venId) return false;
  return selection.approvedOnly !== true || spec.status === "APPROVED";
}

function placesOf({ loads }: ResourceGroup, loadIds: readonly string[] | undefined): number[] {
  const places: number[] = [];
  for (let place = 0; place < loads.length; place += 1) {
    const loadId = loads[place]?.loadId ?? "";
    if (loadIds === undefined || loadIds.includes(loadId)) places.push(place);
  }
  return places;
}

function checkLoadIds(loadIds: readonly string[] | undefined, runs: readonly Run[]): void {
  const unknown = loadIds?.find((id) => !runs.some((run) => hasLoad(run, id)));
  if (unknown === undefined) return;
  const sites = new Set(runs.map(({ group }) => group.loads));
  const known = new Set([...sites].flatMap((loads) => loads.map(({ loadId }) => loadId)));
  const rule = `the fleet has no load of this id in what is chosen: it has ${namesOf(known)}`;
  throw new InvalidValueError("loadIds", unknown, rule);
}

function checkTexts(name: string, ids: unknown): void {
  if (ids === undefined) return;
  if (Array.isArray(ids) && ids.every((id) => typeof id === "string")) return;
  throw new InvalidValueError(name, ids, "give a list of texts, or leave it out for all");
}

function hasLoad({ group, places }: Run, loadId: string): boolean {
  return places.some((place) => group.loads[place]?.loadId === loadId);
}

function loadsOf(runs: readonly Run[]): Uint32Array {
  const chosen = new Uint32Array(
    runs.reduce((sum, { places, resourceCount }) => sum + places.length * resourceCount, 0),
  );
  let at = 0;
  for (const { group, places, firstResource, resourceCount } of runs) {
    const { length } = group.loads;
    let firstLoad = group.firstLoad + (firstResource - group.firstResource) * length;
    for (let resource = 0; resource < resourceCount; resource += 1, firstLoad += length) {
      for (const place of places) {
        chosen[at] = firstLoad + place;
        at += 1;
      }
    }
  }
  return chosen;
}
