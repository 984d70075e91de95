import { fleetSource } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import {
  createSimulator,
  type FleetSpecInput,
  fleetResources,
  fleetSpecOf,
  MeterDataSimulator,
  SITE_TYPES,
  usualSite,
} from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { describe, expect, it } from "vitest";

const spec = {
  name: "two pubs and a house",
  sites: {
    pub: {
      resourceType: "pub",
      loads: [
        { loadId: "load_0", kind: "refrigeration", ratedPowerW: 3_500 },
        { loadId: "load_1", kind: "kitchen", ratedPowerW: 9_000 },
      ],
    },
    house: {
      resourceType: "house",
      loads: [{ loadId: "load_0", kind: "home", ratedPowerW: 9_000 }],
    },
  },
  vens: [
    {
      venId: "pubs",
      resources: [
        { resourceId: "pub-{n}", name: "Pub {n}", site: "pub", count: 2, maxConsumptionW: 20_000 },
      ],
    },
    {
      venId: "houses",
      resources: [{ resourceId: "house", name: "House", site: "house", status: "PENDING" }],
    },
  ],
} satisfies FleetSpecInput;

describe("the resources of a specification", () => {
  it("are listed one by one, each with a meter point of its own", () => {
    const { name, vens, resources } = fleetResources(spec);
    expect(name).toBe("two pubs and a house");
    expect(vens.map(({ venId }) => venId)).toEqual(["pubs", "houses"]);
    expect(resources).toMatchObject([
      { resourceId: "pub-1", name: "Pub 1", venId: "pubs", status: "APPROVED" },
      { resourceId: "pub-2", name: "Pub 2", resourceType: "pub", maxConsumptionW: 20_000 },
      { resourceId: "house", name: "House", venId: "houses", status: "PENDING" },
    ]);
    expect(resources[1]?.loads).toEqual([
      { loadId: "load_0", kind: "refrigeration", ratedPowerW: 3_500 },
      { loadId: "load_1", kind: "kitchen", ratedPowerW: 9_000 },
    ]);
    expect(new Set(resources.map(({ meterPointId }) => meterPointId)).size).toBe(3);
    expect(fleetResources(spec).resources).toEqual(resources);
  });

  it("are read by a world of meters as by a simulator of the specification", async () => {
    const atMs = Date.UTC(2025, 0, 16, 18);
    const clock = new ManualClock(atMs);
    const simulator = MeterDataSimulator.isolated({
      source: fleetSource(fleetResources(spec)),
      clock,
    });
    await simulator.initializeResources();
    const { powerW } = simulator.collectColumns("pubs");
    expect([...powerW]).toEqual([
      ...createSimulator({ fleet: spec }).readAt(atMs, { venId: "pubs" }).powerW,
    ]);
  });

  it("make up the same fleet again, from a list that was made by hand", () => {
    expect(fleetResources(fleetSpecOf(herningFleet))).toEqual(herningFleet);
  });

  it.each([
    [{ site: "hut" }, /vens\[0\]\.resources\[0\]\.site "hut".*pub, house/],
    [{ site: "toString" }, /site "toString"/],
    [{ resourceId: "pub" }, /there are 2 of it: put {n} where each has its number/],
    [{ meterPointId: "571313807937342519" }, /meterPointId.*leave it out/],
    [{ count: 1_000_001 }, /at most 1000000/],
  ])("are refused with %j", (changes, rule) => {
    const vens = spec.vens.map((ven) => ({
      ...ven,
      resources: ven.resources.map((resource) =>
        ven.venId === "pubs" ? { ...resource, ...changes } : resource,
      ),
    }));
    expect(() => fleetResources({ ...spec, vens } as FleetSpecInput)).toThrow(rule);
  });
});

describe("a load of a known kind of site", () => {
  it("is one of six, with a name and a description", () => {
    for (const type of SITE_TYPES) {
      const { loads, resourceType } = usualSite(type);
      expect(resourceType).toBe(type);
      expect(loads, type).toHaveLength(6);
      expect(new Set(loads.map(({ kind }) => kind)).size, type).toBe(6);
      expect(loads.every(({ name, description }) => name && description)).toBe(true);
    }
    expect(usualSite("pub").loads[0]).toMatchObject({ name: "Cellar cooling", ratedPowerW: 3_500 });
    expect(() => usualSite("castle" as "pub")).toThrow(/resourceType "castle".*pub, restaurant/);
  });

  it("has a name, a description and a model of its own", () => {
    const simulator = createSimulator({ fleet: "one-pub" });
    const day = { fromMs: Date.UTC(2025, 0, 17), toMs: Date.UTC(2025, 0, 18), stepMs: 900_000 };
    const courses = simulator.fleet.sites["pub-1"]?.loads.map(({ loadId }) =>
      simulator.range({ ...day, loadIds: [loadId] }).powerW.join(),
    );
    expect(new Set(courses).size).toBe(6);
  });
});
