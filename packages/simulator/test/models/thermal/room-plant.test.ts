import { describe, expect, it } from "vitest";
import { electricHeatingSpec } from "../../../src/models/electric-heating/electric-heating-model.ts";
import { type RoomHeater, RoomPlant } from "../../../src/models/thermal/room-plant.ts";
import { loadView } from "../../support/load-view.ts";
import { mean } from "../../support/one-model-fleet.ts";

const HEATER: RoomHeater = {
  leastShare: 0,
  isModulating: false,
  cop: 1,
  highestPowerFactor: 1,
  heatFactor: () => 1,
  powerFactor: () => 1,
};

/** What many houses are like while it is 0 degrees Celsius outside. */
function houses(diversity: number) {
  const plant = new RoomPlant(
    electricHeatingSpec.parse({ model: "electricHeating", diversity }),
    HEATER,
  );
  return Array.from({ length: 400 }, (_, house) => {
    plant.become(loadView(`house ${house}`, 0)).moveTo(0);
    const { tauS, deadbandK, usualC, restC, riseK } = plant;
    return { tauH: tauS / 3_600, deadbandK, usualC, restC, losses: 32 / riseK };
  });
}

const range = (values: readonly number[]) => [
  Math.min(...values),
  mean(values),
  Math.max(...values),
];

describe("houses", () => {
  it.each([
    ["tauH", 16.8, 24, 31.2],
    ["deadbandK", 0.28, 0.4, 0.52],
    ["usualC", 20, 21, 22],
    ["restC", 2.8, 4, 5.2],
    ["losses", 0.7, 1, 1.3],
  ] as const)("differ by 30 %% in %s, each in its own way", (name, least, usual, most) => {
    const values = houses(0.3).map((house) => house[name]);
    const [lowest = 0, middle = 0, highest = 0] = range(values);
    const width = most - least;
    expect(lowest).toBeGreaterThanOrEqual(least - 1e-9);
    expect(lowest).toBeLessThan(least + 0.03 * width);
    expect(Math.abs(middle - usual)).toBeLessThan(0.05 * width);
    expect(highest).toBeLessThanOrEqual(most + 1e-9);
    expect(highest).toBeGreaterThan(most - 0.03 * width);
  });

  it("are alike without diversity", () => {
    expect(new Set(houses(0).map((house) => JSON.stringify(house))).size).toBe(1);
  });

  it("are aired when they get warmer than is wanted", () => {
    const plant = new RoomPlant(
      electricHeatingSpec.parse({ model: "electricHeating", diversity: 0 }),
      HEATER,
    );
    const restAt = (outdoorC: number) => {
      plant.become(loadView("a", outdoorC)).moveTo(0);
      return plant.restC;
    };
    expect(restAt(10)).toBe(14);
    expect(restAt(20)).toBe(22);
    expect(restAt(28)).toBe(28);
  });
});
