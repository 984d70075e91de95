import type { FleetSpec } from "@ven/simulator";

/** The kind of each load of a fleet, in the order in which it is read. */
export function kindsOfLoads({ sites, vens }: FleetSpec): readonly string[] {
  const kinds: string[] = [];
  for (const { resources } of vens) {
    for (const { site, count = 1 } of resources) {
      const ofSite = (sites[site]?.loads ?? []).map(({ kind }) => kind);
      for (let n = 0; n < count; n += 1) kinds.push(...ofSite);
    }
  }
  return kinds;
}
