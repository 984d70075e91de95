import { InvalidValueError } from "@ven/core";
import type { CompiledFleet } from "../fleet/compiled-fleet.ts";

/** Which loads of a fleet; each part that is given must fit. All of it if nothing is given. */
export interface LoadSelection {
  readonly venId?: string;
  readonly resourceIds?: readonly string[];
  readonly loadIds?: readonly string[];
  /** Whether resources that are not APPROVED are left out. @defaultValue false */
  readonly approvedOnly?: boolean;
}

/**
 * The loads that are chosen, by their index, in the order of the fleet.
 *
 * @throws {InvalidValueError} for a VEN, resource or load that the fleet has not
 */
export function selectLoads(fleet: CompiledFleet, selection: LoadSelection): Uint32Array {
  const { venId, resourceIds, loadIds, approvedOnly = false } = selection;
  const wantedResources = resourceIds && new Set(resourceIds);
  const chosen: number[] = [];
  const seen = { ven: false, resources: new Set<string>(), loads: new Set<string>() };
  for (const group of fleet.groups) {
    if (venId !== undefined && group.venId !== venId) continue;
    seen.ven = true;
    if (approvedOnly && group.spec.status !== "APPROVED") continue;
    for (let r = 0; r < group.resourceCount; r += 1) {
      if (wantedResources !== undefined) {
        const resourceId = fleet.resourceId(group.firstResource + r);
        if (!wantedResources.has(resourceId)) continue;
        seen.resources.add(resourceId);
      }
      group.loads.forEach(({ loadId }, l) => {
        if (loadIds !== undefined && !loadIds.includes(loadId)) return;
        seen.loads.add(loadId);
        chosen.push(group.firstLoad + r * group.loads.length + l);
      });
    }
  }
  if (!seen.ven) refuse("venId", venId, "VEN");
  checkSeen("resourceIds", resourceIds, seen.resources, "resource");
  checkSeen("loadIds", loadIds, seen.loads, "load");
  return Uint32Array.from(chosen);
}

function checkSeen(
  name: string,
  wanted: readonly string[] | undefined,
  seen: ReadonlySet<string>,
  what: string,
): void {
  const unknown = wanted?.find((id) => !seen.has(id));
  if (unknown !== undefined) refuse(name, unknown, what);
}

function refuse(name: string, id: unknown, what: string): never {
  throw new InvalidValueError(name, id, `the fleet has no ${what} of this id in what is chosen`);
}
