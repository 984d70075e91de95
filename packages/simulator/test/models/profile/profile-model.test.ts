import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";

const HOUR_MS = 3_600_000;

/** One load with a profile. */
function profile(settings: object, changes: Partial<FleetSpecInput> = {}) {
  const model = { model: "profile", ...settings } as never;
  return createSimulator({
    fleet: {
      name: "profile",
      sites: {
        site: {
          resourceType: "site",
          loads: [{ loadId: "load_0", kind: "curve", ratedPowerW: 2_000, model }],
        },
      },
      vens: [{ venId: "ven", resources: [{ resourceId: "site", name: "Site", site: "site" }] }],
      ...changes,
    },
  });
}

/** The hours of a day as W, so that each tells which it is. */
const hours = Array.from({ length: 24 }, (_, hour) => hour * 100);

/** Power at each hour from an instant on, W. */
function hourly(simulator: ReturnType<typeof profile>, iso: string, count: number): number[] {
  const fromMs = Date.parse(iso);
  return [...simulator.range({ fromMs, toMs: fromMs + count * HOUR_MS, stepMs: HOUR_MS }).powerW];
}

describe("a profile", () => {
  it("comes again every day by the local clock", () => {
    const simulator = profile({ values: hours });
    expect(hourly(simulator, "2025-01-16T00:00:00+01:00", 24)).toEqual(hours);
    expect(hourly(simulator, "2025-07-16T00:00:00+02:00", 24)).toEqual(hours);
    expect(simulator.readAt(Date.parse("2025-07-16T03:59:59+02:00")).powerW[0]).toBe(300);
  });

  it("leaves out the hour that clocks skip, and has twice the one that they repeat", () => {
    const simulator = profile({ values: hours });
    const spring = hourly(simulator, "2025-03-30T00:00:00+01:00", 23);
    expect(spring).toEqual(hours.filter((powerW) => powerW !== 200));
    const autumn = hourly(simulator, "2025-10-26T00:00:00+02:00", 25);
    expect(autumn).toEqual([0, 100, 200, 200, ...hours.slice(3)]);
    const energyWh =
      simulator.energyRegister(
        { resourceId: "site", loadId: "load_0" },
        Date.parse("2025-10-27T00:00:00+01:00"),
      ).importWh -
      simulator.energyRegister(
        { resourceId: "site", loadId: "load_0" },
        Date.parse("2025-10-26T00:00:00+02:00"),
      ).importWh;
    expect(energyWh).toBe(hours.reduce((sum, powerW) => sum + powerW, 0) + 200);
  });

  it("fits zones that are half an hour off", () => {
    const simulator = profile({ values: hours }, { timeZone: "Asia/Kolkata" });
    expect(hourly(simulator, "2025-01-16T00:00:00+05:30", 24)).toEqual(hours);
  });

  it("is a share of the rated power, in steps of any length that parts a day, exporting below 0", () => {
    const values = Array.from({ length: 1_440 }, (_, minute) => (minute - 720) / 720);
    const simulator = profile({ values, stepS: 60, unit: "share" });
    const at = (iso: string) => simulator.readAt(Date.parse(iso)).powerW[0];
    expect(at("2025-01-16T00:00:30+01:00")).toBe(-2_000);
    expect(at("2025-01-16T18:00:00+01:00")).toBe(1_000);
  });

  it("may be a week from Monday on, whose Sunday is a holiday's, too", () => {
    const values = Array.from({ length: 7 * 24 }, (_, hour) => Math.floor(hour / 24) + 1);
    const simulator = profile({ values }, { holidays: ["2025-01-15"] });
    const days = hourly(simulator, "2025-01-13T12:00:00+01:00", 7 * 24).filter(
      (_, hour) => hour % 24 === 0,
    );
    expect(days).toEqual([1, 2, 7, 4, 5, 6, 7]);
  });

  it.each([
    [{ values: [1, 2, 3] }, /values.*give 24 values for a day or 168 for a week.*there are 3/],
    [{ values: hours, stepS: 7_000 }, /stepS.*give a part of a day/],
    [{ values: [] }, /values/],
    [{ values: hours, unit: "kW" }, /unit/],
  ])("refuses %j", (settings, rule) => {
    expect(() => profile(settings)).toThrow(rule);
  });
});
