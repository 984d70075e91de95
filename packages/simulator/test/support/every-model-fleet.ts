import type { FleetSpecInput, Recording } from "@ven/simulator";

type LoadInput = FleetSpecInput["sites"][string]["loads"][number];
type SiteInput = FleetSpecInput["sites"][string];

/** A load whose id is the name of its model. */
const load = (ratedPowerW: number, model: { readonly model: string }, loadId = model.model) =>
  ({ loadId, kind: "general", ratedPowerW, model }) as LoadInput;

const loads: readonly LoadInput[] = [
  load(6_000, { model: "appliances" }),
  load(150, { model: "fridge" }),
  load(4_000, { model: "heatPump" }),
  load(6_000, { model: "electricHeating" }),
  load(3_000, { model: "waterHeater" }),
  load(11_000, { model: "ev" }),
  load(5_000, { model: "pv" }),
  load(5_000, {
    model: "battery",
    plan: { kind: "selfConsumption", follows: ["appliances", "pv"] },
  } as { model: string }),
  load(9_000, { model: "commercial", site: "pub", part: "kitchen" } as { model: string }),
  load(
    9_000,
    { model: "commercial", site: "office", part: "lighting" } as { model: string },
    "lighting",
  ),
  load(
    9_000,
    { model: "commercial", site: "shop", part: "refrigeration" } as { model: string },
    "cooling",
  ),
  load(250, { model: "constant" }),
  load(1_000, {
    model: "profile",
    stepS: 900,
    values: Array.from({ length: 96 }, (_, quarter) => ((quarter * 37) % 200) - 60),
  } as { model: string }),
  load(1_000, { model: "replay", recording: "year" } as { model: string }),
  load(5_000, {
    model: "sum",
    parts: [
      { model: { model: "waterHeater" } },
      { model: { model: "pv" } },
      { model: { model: "constant", powerW: 30 } },
    ],
  } as { model: string }),
];

/** A site with a load of each model. */
export const everyModelSite: SiteInput = {
  resourceType: "house",
  loads: [...loads],
};

/** Ids of its loads. */
export const everyModelLoadIds: readonly string[] = everyModelSite.loads.map(
  ({ loadId }) => loadId,
);

/** Thirty days of ten minutes, with holes. */
const year: Recording = {
  meterIds: ["m", "n"],
  loadIdsOf: () => ["load_0"],
  firstAtMs: Date.parse("2025-06-01T00:05:00Z"),
  stepMs: 600_000,
  stepCount: 4_320,
  powersW: (meterId) =>
    Float64Array.from({ length: 4_320 }, (_, step) =>
      step % 50 === 7 ? Number.NaN : ((step * 7) % 911) - (meterId === "m" ? 0 : 300),
    ),
};

export const recordings: Readonly<Record<string, Recording>> = { year };

/** Sites of these ids, each with a load of each model. */
export function everyModelFleet(
  resourceIds: readonly string[],
  changes: Partial<FleetSpecInput> = {},
): FleetSpecInput {
  return {
    name: "one of each",
    installedOn: "2026-03-20",
    sites: { site: everyModelSite },
    vens: [
      {
        venId: "v",
        resources: resourceIds.map((resourceId) => ({
          resourceId,
          name: resourceId,
          site: "site",
        })),
      },
    ],
    ...changes,
  };
}
