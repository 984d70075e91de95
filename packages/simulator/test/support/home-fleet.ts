import type { FleetSpecInput } from "@ven/simulator";

/** A model as a fleet has it. */
type Model = FleetSpecInput["sites"][string]["loads"][number]["model"];

/** Who does at once, and to the end, what they are asked. */
export const OBEDIENT = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 };

/** So many sites, `home-1` and on, each with a load of each of some models, `load_0` and on. */
export function homeFleet(
  count: number,
  models: readonly NonNullable<Model>[],
  ratedPowerW = 10_000,
): FleetSpecInput {
  const loads = models.map((model, place) => ({
    loadId: `load_${place}`,
    kind: model.model,
    ratedPowerW,
    model,
  }));
  return {
    name: "homes",
    people: OBEDIENT,
    sites: { home: { resourceType: "house", loads } },
    vens: [
      {
        venId: "street",
        resources: [{ resourceId: "home-{n}", name: "Home {n}", site: "home", count }],
      },
    ],
  };
}
