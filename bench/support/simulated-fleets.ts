import {
  createSimulator,
  type FleetSpecInput,
  type Recording,
  type Simulator,
} from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";

type SiteInput = FleetSpecInput["sites"][string];
type LoadInput = SiteInput["loads"][number];

/** A fleet of so many sites of one kind. */
function fleetOf(name: string, loads: readonly LoadInput[], count: number): FleetSpecInput {
  return {
    name,
    sites: { [name]: { resourceType: name, loads: [...loads] } },
    vens: [{ venId: "v", resources: [{ resourceId: "r-{n}", name: "{n}", site: name, count }] }],
  };
}

/** Loads that are looked up in a table or a curve, in equal parts. */
const tableLoads: readonly LoadInput[] = [
  { loadId: "load_0", kind: "plugs", ratedPowerW: 500, model: { model: "constant" } },
  {
    loadId: "load_1",
    kind: "plugs",
    ratedPowerW: 500,
    model: {
      model: "profile",
      unit: "share",
      values: Array.from({ length: 24 }, (_, hour) => ((hour * 7) % 11) / 11),
    },
  },
  {
    loadId: "load_2",
    kind: "kitchen",
    ratedPowerW: 8_000,
    model: { model: "commercial", site: "pub", part: "kitchen" },
  },
  {
    loadId: "load_3",
    kind: "lighting",
    ratedPowerW: 2_000,
    model: { model: "commercial", site: "office", part: "lighting" },
  },
  {
    loadId: "load_4",
    kind: "cooling",
    ratedPowerW: 20_000,
    model: { model: "commercial", site: "supermarket", part: "refrigeration" },
  },
  {
    loadId: "load_5",
    kind: "plugs",
    ratedPowerW: 2_000,
    model: { model: "replay", recording: "year", wrap: "weeks", shiftWeeks: true },
  },
];

/** A year of hours of one meter. */
const yearOfHours: Recording = {
  meterIds: ["m"],
  loadIdsOf: () => ["load_0"],
  firstAtMs: Date.parse("2025-01-06T00:00:00Z"),
  stepMs: 3_600_000,
  stepCount: 8_736,
  powersW: () => Float64Array.from({ length: 8_736 }, (_, hour) => 200 + ((hour * 131) % 997)),
};

/** A home whose days are worked out, one at a time. */
const homeLoads: readonly LoadInput[] = [
  { loadId: "load_0", kind: "home", ratedPowerW: 6_000, model: { model: "appliances" } },
  { loadId: "load_1", kind: "fridge", ratedPowerW: 120, model: { model: "fridge" } },
  { loadId: "load_2", kind: "heating", ratedPowerW: 4_000, model: { model: "heatPump" } },
  { loadId: "load_3", kind: "hot-water", ratedPowerW: 2_000, model: { model: "waterHeater" } },
];

/** Sites whose loads are looked up. */
export function tableSites(count: number): Simulator {
  return createSimulator({
    fleet: fleetOf("table", tableLoads, count),
    recordings: { year: yearOfHours },
  });
}

/** Homes with appliances and heating. */
export function homes(count: number): Simulator {
  return createSimulator({ fleet: fleetOf("home", homeLoads, count) });
}

/** The sample fleet of this project, 720 of whose loads are approved. */
export function herningSpec(): FleetSpecInput {
  const { name, resources } = herningFleet;
  return {
    name,
    sites: Object.fromEntries(
      resources.map(({ resourceId, resourceType, loads }) => [
        resourceId,
        {
          resourceType,
          loads: loads.map(({ loadId, kind, ratedPowerW }) => ({ loadId, kind, ratedPowerW })),
        },
      ]),
    ),
    vens: [
      {
        venId: name,
        resources: resources.map(({ resourceId, status }) => ({
          resourceId,
          name: resourceId,
          site: resourceId,
          status,
        })),
      },
    ],
  };
}
