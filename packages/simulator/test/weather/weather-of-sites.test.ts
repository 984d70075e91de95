import {
  createSimulator,
  type FleetSpecInput,
  type Weather,
  weatherFromHours,
} from "@ven/simulator";
import { describe, expect, it } from "vitest";

const NOON_MS = Date.parse("2026-06-10T11:00:00Z");

const site = (resourceId: string, latitudeDeg?: number, longitudeDeg = 8.97) => ({
  resourceId,
  name: resourceId,
  site: "roof",
  ...(latitudeDeg === undefined ? {} : { location: { latitudeDeg, longitudeDeg } }),
});

const fleet: FleetSpecInput = {
  name: "far apart",
  installedOn: "2026-06-10",
  sites: {
    roof: {
      resourceType: "roof",
      loads: [{ loadId: "pv", kind: "pv", ratedPowerW: 6_000, model: { model: "pv" } }],
    },
  },
  vens: [
    {
      venId: "v",
      resources: [
        site("home"),
        site("neighbour", 56.2, 8.93),
        site("odense", 55.4, 10.39),
        site("rome", 41.9, 12.5),
        site("hobart", -42.9, 147.3),
      ],
    },
  ],
};

const weeklyWh = (simulator: ReturnType<typeof createSimulator>, resourceId: string) => {
  const at = (atMs: number) =>
    simulator.energyRegister({ resourceId, loadId: "pv" }, atMs).exportWh;
  return at(NOON_MS + 28 * 86_400_000) - at(NOON_MS);
};

describe("weather of sites", () => {
  it("is that of where they stand: sun by day, more of it further south, winter in the south", () => {
    const simulator = createSimulator({ fleet });
    const [, , , , hobart] = simulator.readAt(NOON_MS).powerW;
    expect(hobart).toBe(0);
    const rome = weeklyWh(simulator, "rome");
    const home = weeklyWh(simulator, "home");
    expect(weeklyWh(simulator, "hobart")).toBeLessThan(0.7 * home);
    expect(rome).not.toBe(home);
    expect(weeklyWh(simulator, "odense")).not.toBe(home);
  });

  it("is the same for sites of one grid cell, but for when clouds reach them", () => {
    const simulator = createSimulator({ fleet });
    const ratio = weeklyWh(simulator, "neighbour") / weeklyWh(simulator, "home");
    expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
  });

  it("does not depend on which other sites are read, nor on what they ask first", () => {
    const [forward, backward] = [createSimulator({ fleet }), createSimulator({ fleet })];
    const ids = ["home", "neighbour", "odense", "rome", "hobart"];
    const read = (simulator: typeof forward, resourceId: string) =>
      simulator.readAt(NOON_MS - 5 * 3_600_000, { resourceIds: [resourceId] }).powerW[0];
    const one = ids.map((id) => read(forward, id));
    const other = ids.toReversed().map((id) => read(backward, id));
    expect(other.reverse()).toEqual(one);
  });

  it("is the one that is given, for all sites", () => {
    const hours = 24 * 3;
    const dark: Weather = weatherFromHours({
      startMs: Date.parse("2026-06-09T00:00:00Z"),
      temperatureC: new Float64Array(hours).fill(15),
      clearness: new Float64Array(hours).fill(0),
      windMs: new Float64Array(hours),
    });
    const simulator = createSimulator({ fleet, weather: dark });
    expect([...simulator.readAt(NOON_MS).powerW]).toEqual([0, 0, 0, 0, 0]);
  });
});
