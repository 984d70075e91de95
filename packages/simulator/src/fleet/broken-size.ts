import type { BrokenRule } from "./broken-rule.ts";
import type { FleetSpec } from "./fleet-spec.ts";

/** Most loads of a fleet: what is kept of so many takes some GB. */
const MOST_LOADS = 50_000_000;

/** The entry with which a fleet becomes too large. */
export function* brokenSize({ sites, vens }: FleetSpec): Generator<BrokenRule> {
  let loadCount = 0;
  for (const [v, { resources }] of vens.entries()) {
    for (const [r, { site, count = 1 }] of resources.entries()) {
      loadCount += count * (sites[site]?.loads.length ?? 0);
      if (loadCount <= MOST_LOADS) continue;
      const rule = `with it the fleet has more than ${MOST_LOADS} loads: simulate it in parts`;
      yield { path: ["vens", v, "resources", r, "count"], rule };
      return;
    }
  }
}
