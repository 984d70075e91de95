import type { LocalDay } from "../calendar/local-day.ts";
import type { FleetTruth } from "../engine/fleet-truth.ts";
import type { LoadModel } from "../models/load-model.ts";
import type { TraceStates } from "../trace/day-trace.ts";

/** Most loads that are named. */
const MOST_NAMED = 3;

/** Most loads that are asked. */
const MOST_ASKED = 200;

/**
 * Some loads that have a state on a day, each of another model, for a message.
 *
 * @returns such as `load "load_1" of resource "house-1" (battery)`; empty if none was found
 */
export function loadsWithStates(name: keyof TraceStates, truth: FleetTruth, day: LocalDay): string {
  const { fleet } = truth;
  const found: string[] = [];
  const asked = new Set<LoadModel>();
  for (const { firstLoad, loads } of fleet.groups) {
    for (const [place, { model }] of loads.entries()) {
      if (asked.has(model)) continue;
      if (asked.size === MOST_ASKED || found.length === MOST_NAMED) return found.join(", ");
      asked.add(model);
      if (truth.trace(firstLoad + place, day).states?.[name] === undefined) continue;
      const { resourceId, loadId, kind } = fleet.identity(firstLoad + place);
      found.push(`load "${loadId}" of resource "${resourceId}" (${kind})`);
    }
  }
  return found.join(", ");
}
