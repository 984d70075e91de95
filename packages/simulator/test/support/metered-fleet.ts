import type { FleetSpecInput } from "@ven/simulator";

type Site = FleetSpecInput["sites"][string];

/** What a test says about its loads; the rest is usual. */
export type LoadChanges = Partial<Site["loads"][number]>;

/** A fleet of equal houses `house-1`, `house-2` ..., each with a load for each entry, `load_0` on. */
export function houses(
  count: number,
  loads: readonly LoadChanges[],
  changes: Partial<FleetSpecInput> = {},
): FleetSpecInput {
  return {
    name: "houses",
    sites: {
      house: {
        resourceType: "house",
        loads: loads.map((load, index) => ({
          loadId: `load_${index}`,
          kind: "plugs",
          ratedPowerW: 2_000,
          ...load,
        })),
      },
    },
    vens: [
      {
        venId: "ven",
        resources: [{ resourceId: "house-{n}", name: "House {n}", site: "house", count }],
      },
    ],
    ...changes,
  };
}

/** A load that always draws the same. */
export function steady(powerW: number): LoadChanges {
  return { model: { model: "constant", powerW } };
}

/** A load that draws another power each minute, exports every third hour, and is the same each day. */
export function restless(): LoadChanges {
  const values = Array.from({ length: 1_440 }, (_, minute) =>
    Math.floor(minute / 60) % 3 === 2 ? -300 - (minute % 60) : 100 + ((minute * 37) % 900),
  );
  return { model: { model: "profile", stepS: 60, unit: "W", values } };
}
