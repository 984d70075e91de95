import { fleetSource } from "@ven/core";
import {
  createSimulator,
  FLEET_PRESETS,
  fleetPreset,
  fleetResources,
  MeterDataSimulator,
} from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { describe, expect, it } from "vitest";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WINTER_MS = Date.parse("2025-01-16T00:00:00+01:00");
const SUMMER_MS = Date.parse("2025-06-19T00:00:00+02:00");

/** Energy of a fleet over a day by its means of an hour, kWh, and its power of each hour, kW. */
function day(simulator: ReturnType<typeof createSimulator>, fromMs: number, loadIds?: string[]) {
  const chosen = loadIds === undefined ? {} : { loadIds };
  const range = {
    fromMs,
    toMs: fromMs + DAY_MS,
    stepMs: HOUR_MS,
    power: "mean",
    ...chosen,
  } as const;
  const hourlyKw = new Float64Array(24);
  simulator.range(range).powerW.forEach((powerW, at) => {
    hourlyKw[at % 24] = (hourlyKw[at % 24] ?? 0) + powerW / 1_000;
  });
  return { kwh: hourlyKw.reduce((sum, kw) => sum + kw, 0), hourlyKw };
}

describe("fleets that are ready to be simulated", () => {
  it("are listed by name", () => {
    expect(FLEET_PRESETS).toEqual([
      "herning-120",
      "one-pub",
      "ev-street",
      "pv-export",
      "faulty-meters",
      "town-10000",
    ]);
  });

  it.each(["herning-121", "toString", "__proto__"])("do not include %s", (name) => {
    expect(() => createSimulator({ fleet: name as "one-pub" })).toThrow(
      `fleet preset "${name}" is not valid: give one of herning-120, one-pub`,
    );
  });

  it("have resources that a manager can use", async () => {
    for (const name of FLEET_PRESETS.filter((preset) => preset !== "town-10000")) {
      const resources = fleetResources(fleetPreset(name));
      const simulator = MeterDataSimulator.isolated({ source: fleetSource(resources) });
      await simulator.initializeResources();
      const { loadCount, resourceCount } = createSimulator({ fleet: name });
      expect(simulator.getStatistics(), name).toMatchObject({ loadCount, resourceCount });
    }
  });

  it("hold the approved sites of the sample fleet, with their ids", () => {
    const approved = herningFleet.resources.filter(({ status }) => status === "APPROVED");
    const { resources, vens } = fleetResources(fleetPreset("herning-120"));
    expect(vens).toEqual([{ venId: "Herning" }]);
    expect(resources).toEqual(approved);
    expect(resources).toHaveLength(120);
    expect(resources.every(({ loads }) => loads.length === 6)).toBe(true);
    const simulator = createSimulator({ fleet: "herning-120" });
    expect(simulator.loadCount).toBe(720);
  });

  it("draw in Herning what so many homes and businesses draw", () => {
    const simulator = createSimulator({ fleet: "herning-120" });
    const winter = day(simulator, WINTER_MS);
    expect(winter.kwh).toBeGreaterThan(15_000);
    expect(winter.kwh).toBeLessThan(45_000);
    const [night = 0, noon = 0] = [winter.hourlyKw[3], winter.hourlyKw[11]];
    expect(noon / night).toBeGreaterThan(1.3);
    expect(day(simulator, SUMMER_MS).kwh).toBeLessThan(winter.kwh);
  });

  it("are the same fleet as the definition that they were made of", () => {
    const readingsOf = (fleet: Parameters<typeof createSimulator>[0]["fleet"]) =>
      createSimulator({ fleet }).readAt(WINTER_MS + 18 * HOUR_MS, { approvedOnly: true }).powerW;
    expect(readingsOf(herningFleet)).toEqual(readingsOf("herning-120"));
  });

  it("have one pub that is busy in the evening", () => {
    const simulator = createSimulator({ fleet: "one-pub" });
    expect(simulator.resourceCount).toBe(1);
    const { hourlyKw, kwh } = day(simulator, WINTER_MS);
    expect(kwh * 365).toBeGreaterThan(40_000);
    expect(kwh * 365).toBeLessThan(120_000);
    expect(hourlyKw.indexOf(Math.max(...hourlyKw))).toBeGreaterThanOrEqual(18);
  });

  it("charge cars in a street, mostly from the afternoon on", () => {
    const simulator = createSimulator({ fleet: "ev-street" });
    expect(simulator.resourceCount).toBe(40);
    const { hourlyKw, kwh } = day(simulator, WINTER_MS, ["load_1"]);
    expect(kwh / 40).toBeGreaterThan(3);
    expect(kwh / 40).toBeLessThan(16);
    const evening = hourlyKw.slice(16, 23).reduce((sum, kw) => sum + kw, 0);
    expect(evening / kwh).toBeGreaterThan(0.45);
  });

  it("export at noon in summer, where there are panels", () => {
    const simulator = createSimulator({ fleet: "pv-export" });
    const week = Array.from({ length: 7 }, (_, n) => day(simulator, SUMMER_MS + n * DAY_MS));
    const noonKw = week.map(({ hourlyKw }) => hourlyKw[12] ?? 0);
    expect(Math.min(...noonKw)).toBeLessThan(-60);
    expect(day(simulator, WINTER_MS).kwh).toBeGreaterThan(0);
  });

  it("show each fault of a meter at the shop that is named after it, and none at the sound one", () => {
    const simulator = createSimulator({ fleet: "faulty-meters" });
    const powers = (resourceId: string) =>
      simulator.range({
        resourceIds: [resourceId],
        fromMs: WINTER_MS,
        toMs: WINTER_MS + DAY_MS,
        stepMs: HOUR_MS / 4,
      }).powerW;
    const sound = [...powers("sound")];
    expect(sound.every((powerW) => powerW >= 0)).toBe(true);
    expect([...powers("zero")].every((powerW) => powerW === 0)).toBe(true);
    expect([...powers("sign")].every((powerW) => powerW <= 0)).toBe(true);
    expect(new Set(powers("stuck")).size).toBeLessThanOrEqual(6);
    expect(Math.max(...powers("unit"))).toBeGreaterThan(100 * Math.max(...sound));
    expect([...powers("gaps")].some(Number.isNaN)).toBe(true);
    expect(sound.some(Number.isNaN)).toBe(false);
  });

  it("make up a town of 10,000 sites in a moment", () => {
    const simulator = createSimulator({ fleet: "town-10000" });
    expect(simulator.resourceCount).toBe(10_000);
    const { powerW } = simulator.readAt(WINTER_MS + 3 * HOUR_MS, { venId: "businesses" });
    const kw = powerW.reduce((sum, w) => sum + w, 0) / 1_000;
    expect(powerW).toHaveLength(900 * 6);
    expect(kw).toBeGreaterThan(2_000);
    expect(kw).toBeLessThan(20_000);
  });
});
