import { fleetSource } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { createSimulator, MeterDataSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, restless } from "../support/metered-fleet.ts";
import { fleetOf, site } from "../support/small-fleet.ts";

const NOON_MS = Date.parse("2025-03-04T12:00:00Z");

describe("the meters of a simulator", () => {
  it("feed a MeterDataSimulator with what the simulator shows at the instant of its tick", async () => {
    const clock = new ManualClock(NOON_MS);
    const gaps = { share: 0.5, meanLengthS: 600 };
    const fleet = houses(30, [restless(), restless()], { meter: { accuracyClass: 1, gaps } });
    const simulator = createSimulator({ fleet, clock });
    const sites = Array.from({ length: 30 }, (_, n) =>
      site(n + 1, { resourceId: `house-${n + 1}`, name: `House ${n + 1}` }),
    );
    const source = fleetSource(fleetOf({ ven: sites }));
    const world = MeterDataSimulator.isolated({ source, clock, meters: simulator.meters() });
    await world.initializeResources();
    for (let tick = 0; tick < 3; tick += 1) {
      await clock.advance(900_000);
      world.increaseTime();
      expect(world.collectColumns("ven").powerW).toEqual(simulator.readAt().powerW);
    }
    const missing = world.collectColumns("ven").powerW.filter(Number.isNaN).length;
    expect(missing).toBeGreaterThan(10);
    const injection = simulator.inject({ kind: "zero" });
    await clock.advance(1);
    world.increaseTime();
    const shown = world.collectColumns("ven").powerW;
    expect(new Set(shown)).toEqual(new Set([0, Number.NaN]));
    injection.remove();
  });

  it("are those of resources that the fleet has, and miss loads that it has not", async () => {
    const simulator = createSimulator({ fleet: houses(1, [restless()]) });
    const sites = [site(1, { resourceId: "house-1" }), site(2, { resourceId: "elsewhere" })];
    const world = MeterDataSimulator.isolated({
      source: fleetSource(fleetOf({ ven: sites })),
      meters: simulator.meters(),
      clock: new ManualClock(NOON_MS),
    });
    await world.initializeResources();
    const readings = world.collectNextMetering("ven");
    expect([...readings.keys()]).toEqual(["house-1"]);
    expect([...readings.values()].map((one) => one.readings.map(({ loadId }) => loadId))).toEqual([
      ["load_0"],
    ]);
  });
});
