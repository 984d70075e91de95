import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { fleetSpec } from "../../src/fleet/fleet-spec.ts";
import { houses, steady } from "../support/metered-fleet.ts";

const MOST_COUNT = 10_000_000;

/** Entries of so many sites of 10 loads. */
const fleetOf = (...counts: number[]): FleetSpecInput => ({
  ...houses(
    1,
    Array.from({ length: 10 }, () => steady(1)),
  ),
  vens: counts.map((count, n) => ({
    venId: `v${n}`,
    resources: [{ resourceId: `r${n}-{n}`, name: `R${n}-{n}`, site: "house", count }],
  })),
});

describe("a fleet", () => {
  it("of more than 50 million loads is refused by the entry that is too much", () => {
    expect(fleetSpec.safeParse(fleetOf(4_000_000, 1_000_000)).success).toBe(true);
    expect(() => createSimulator({ fleet: fleetOf(4_000_000, 1_000_001) })).toThrow(
      /fleet\.vens\[1\]\.resources\[0\]\.count 1000001.*more than 50000000 loads/,
    );
    const many = fleetOf(...Array.from({ length: 100 }, () => MOST_COUNT));
    expect(() => createSimulator({ fleet: many })).toThrow(/vens\[0\].*more than 50000000 loads/);
  });

  it.each(["0001-01-01", "1969-12-31", "2201-01-01", "2025-02-30"])(
    "whose meters are of %s is refused",
    (installedOn) => {
      const fleet = houses(1, [steady(1)], { installedOn });
      expect(() => createSimulator({ fleet })).toThrow(/fleet\.installedOn/);
    },
  );

  it("whose meters are of 1970 counts from then on", () => {
    const fleet = houses(1, [steady(1_000)], { installedOn: "1970-01-01", timeZone: "UTC" });
    const at = (iso: string) =>
      createSimulator({ fleet }).energyRegister(
        { resourceId: "house-1", loadId: "load_0" },
        Date.parse(iso),
      ).importWh;
    const hours = Date.parse("1975-01-01") / 3_600_000;
    expect(at("1975-01-01") - at("1970-01-01")).toBe(hours * 1_000);
  });
});

describe("an instant that no calendar knows", () => {
  const simulator = createSimulator({ fleet: houses(1, [{ model: { model: "appliances" } }]) });
  const load = { resourceId: "house-1", loadId: "load_0" };

  it.each([8.64e15, 9e15, -9e15, Number.NaN, 1.5, Date.UTC(1899, 11, 31), Date.UTC(2201, 0, 2)])(
    "%s is refused, and the years that are known are named",
    (atMs) => {
      expect(() => simulator.readAt(atMs)).toThrow(/Ms .*1900 to 2200/);
      const range = { fromMs: atMs, toMs: atMs, stepMs: 1 };
      expect(() => simulator.range(range)).toThrow(/Ms .*1900 to 2200/);
    },
  );

  it("is refused for registers, too", () => {
    for (const atMs of [8.64e15, 9e15, Number.NaN]) {
      expect(() => simulator.energyRegister(load, atMs)).toThrow(/1900 to 2200/);
    }
  });

  it("is none of the years 1900 to 2200", () => {
    for (const atMs of [Date.UTC(1900, 0, 1), Date.UTC(2200, 11, 31)]) {
      expect(simulator.readAt(atMs).powerW[0]).toBeGreaterThanOrEqual(0);
    }
  });
});
