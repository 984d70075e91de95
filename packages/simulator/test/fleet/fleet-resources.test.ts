import { fleetSource } from "@ven/core";
import {
  createSimulator,
  type FleetSpecInput,
  fleetResources,
  fleetSpecOf,
  MeterDataSimulator,
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
    const clock = { now: () => atMs, sleep: () => Promise.resolve() };
    const simulator = MeterDataSimulator.isolated({
      source: fleetSource(fleetResources(spec)),
      clock: clock as never,
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
    [{ resourceId: "pub" }, /used twice/],
    [{ meterPointId: "571313807937342519" }, /meterPointId.*leave it out/],
    [{ count: 1_000_001 }, /at most 1000000/],
  ])("are refused with %j", (changes, rule) => {
    const [pubs, houses] = spec.vens;
    const [pub] = pubs.resources;
    const wrong = { ...pubs, resources: [{ ...pub, ...changes }] };
    expect(() => fleetResources({ ...spec, vens: [wrong, houses] })).toThrow(rule);
  });
});

describe("a load of a known kind of site", () => {
  it("has a name, a description and a model of its own", () => {
    const simulator = createSimulator({ fleet: "one-pub" });
    const powers = [...simulator.readAt(Date.UTC(2025, 0, 17, 18))].map(({ powerW }) => powerW);
    expect(new Set(powers.map((powerW) => Math.round(powerW))).size).toBeGreaterThan(4);
  });
});
