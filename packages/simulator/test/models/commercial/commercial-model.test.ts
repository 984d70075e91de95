import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursOfDay, meanOf, sitesOf } from "../../support/site-curves.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Obeys at once and always. */
const people = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 };

const kinds = ["lighting", "kitchen", "ventilation", "plugs", "process", "hot-water", "laundry"];
const parts = [...kinds, "refrigeration", "heating", "ev-charging", "general"] as const;

function loadOf(part: string, changes: object = {}) {
  const model = { model: "commercial", site: "office", part, ...changes };
  return { loadId: part, kind: part, ratedPowerW: 5_000, model } as never;
}

describe("a load of a business", () => {
  it("draws the same in whatever order and step it is read", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...parts),
        fc.integer({ min: -6e5, max: 2e6 }),
        fc.integer({ min: 1, max: 200 }),
        (part, hour, stride) => {
          const simulator = sitesOf("office", [loadOf(part)]);
          const fromMs = hour * HOUR_MS;
          const chosen = { resourceIds: ["site-7"] };
          const stepMs = stride * MINUTE_MS;
          const range = { ...chosen, fromMs, toMs: fromMs + 20 * stepMs, stepMs };
          const inOrder = [...simulator.range(range).powerW];
          const other = sitesOf("office", [loadOf(part)]);
          const backwards = inOrder.map((_, step) => {
            const [powerW] = other.readAt(fromMs + (19 - step) * stepMs + 59_999, chosen).powerW;
            return powerW;
          });
          expect(backwards.reverse()).toEqual(inOrder);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("stays within 0 and its rated power, and is not the same at two sites", () => {
    const simulator = sitesOf(
      "office",
      parts.map((part) => loadOf(part)),
    );
    const fromMs = Date.UTC(2025, 0, 13);
    const range = { fromMs, toMs: fromMs + 7 * DAY_MS, stepMs: 15 * MINUTE_MS };
    const [one, other] = ["site-1", "site-2"].map(
      (resourceId) => simulator.range({ ...range, resourceIds: [resourceId] }).powerW,
    );
    expect(one?.every((powerW) => powerW >= 0 && powerW <= 5_000)).toBe(true);
    expect(one).not.toEqual(other);
  });

  it("goes on smoothly over midnight", () => {
    const simulator = sitesOf("pub", [
      { ...(loadOf("plugs", { site: "pub" }) as object) } as never,
    ]);
    for (const date of ["2025-01-16", "2025-01-18", "2025-07-19"]) {
      const midnightMs = Date.parse(`${date}T00:00:00Z`);
      const range = { fromMs: midnightMs - 3 * HOUR_MS, toMs: midnightMs + 3 * HOUR_MS };
      const { powerW } = simulator.range({ ...range, stepMs: MINUTE_MS });
      for (let at = 1; at < powerW.length; at += 1) {
        if (at % 360 === 0) continue;
        expect(Math.abs((powerW[at] ?? 0) - (powerW[at - 1] ?? 0))).toBeLessThan(300);
      }
    }
  });

  it("lives by the wall clock on days of 23 and 25 hours", () => {
    const bakery = sitesOf("bakery", [loadOf("process", { site: "bakery" })]);
    const atWall = (iso: string) => meanOf(bakery.readAt(Date.parse(iso)).powerW);
    // An hour after midnight the ovens are off, at 4 o'clock they are on: whatever the clocks did.
    for (const [early, late] of [
      ["2025-03-30T01:00:00+01:00", "2025-03-30T05:00:00+02:00"],
      ["2025-10-26T01:00:00+02:00", "2025-10-26T05:00:00+01:00"],
    ] as const) {
      expect(atWall(early)).toBeLessThan(1_200);
      expect(atWall(late)).toBeGreaterThan(2_800);
    }
    const first = atWall("2025-10-26T02:30:00+02:00");
    const second = atWall("2025-10-26T02:30:00+01:00");
    expect(Math.abs(first / second - 1)).toBeLessThan(0.15);
  });

  it("is closed on the holidays of its fleet, and on those of no other", () => {
    const loads = [loadOf("plugs")];
    const holidays = ["2025-06-05"];
    const open = meanOf(hoursOfDay(sitesOf("office", loads), "2025-06-05", "+02:00"));
    const simulator = sitesOf("office", loads, { holidays });
    const closed = meanOf(hoursOfDay(simulator, "2025-06-05", "+02:00"));
    expect(closed / open).toBeLessThan(0.3);
    expect(hoursOfDay(simulator, "2025-06-04", "+02:00")).toEqual(
      hoursOfDay(sitesOf("office", loads), "2025-06-04", "+02:00"),
    );
  });

  it("follows opening hours of your own, across midnight and through your closures", () => {
    const night = "0000000000000000000000999999";
    const rhythm = {
      workday: night,
      saturday: "0".repeat(24),
      sunday: "0".repeat(24),
      closures: [{ from: "12-20", to: "01-10" }],
    };
    const club = sitesOf("club", [loadOf("plugs", { rhythm })]);
    const thursday = hoursOfDay(club, "2025-01-16", "+01:00");
    expect(thursday[1]).toBeGreaterThan(3 * (thursday[12] ?? 0));
    expect(thursday[23]).toBeGreaterThan(3 * (thursday[12] ?? 0));
    // Friday's night ends on Saturday, which has none of its own.
    const saturday = hoursOfDay(club, "2025-01-18", "+01:00");
    expect(saturday[1]).toBeGreaterThan(3 * (saturday[12] ?? 0));
    expect(saturday[23]).toBeLessThan(1.2 * (saturday[12] ?? 0));
    const closed = hoursOfDay(club, "2025-01-02", "+01:00");
    expect(closed[23]).toBeLessThan(0.5 * (thursday[23] ?? 0));
  });

  it.each([
    [{ site: "casino" }, /model\.site/],
    [{ rhythm: { workday: "12", saturday: "0", sunday: "0" } }, /rhythm\.workday.*one digit/],
    [{ sheds: [0, 2, 0] }, /sheds\[1\]/],
    [{ colour: "red" }, /colour/],
  ])("refuses %j", (changes, rule) => {
    expect(() => sitesOf("office", [loadOf("plugs", changes)])).toThrow(rule);
  });
});

describe("a load of a business that is asked to shed", () => {
  const START_MS = Date.parse("2025-01-16T10:00:00+01:00");
  const END_MS = START_MS + 2 * HOUR_MS;
  const around = { fromMs: START_MS - HOUR_MS, toMs: END_MS + HOUR_MS, stepMs: MINUTE_MS };
  const fleet = (part: string): FleetSpecInput => ({
    name: "asked",
    people,
    sites: { site: { resourceType: "office", loads: [loadOf(part)] } },
    vens: [{ venId: "ven", resources: [{ resourceId: "site", name: "Site", site: "site" }] }],
  });

  it("draws less for as long as it is asked, and as usual before and after", () => {
    const simulator = createSimulator({ fleet: fleet("ventilation") });
    const usual = simulator.counterfactual().range(around).powerW;
    simulator.receive(
      { id: "shed", action: { kind: "shed", level: 2 }, startMs: START_MS, endMs: END_MS },
      START_MS,
    );
    const asked = simulator.range(around).powerW;
    asked.forEach((powerW, minute) => {
      const share = minute >= 60 && minute < 180 ? 0.4 : 1;
      expect(powerW).toBeCloseTo((usual[minute] ?? 0) * share, 0);
    });
  });

  it("keeps a limit, also when it is asked in the middle of a minute and let go early", () => {
    const simulator = createSimulator({ fleet: fleet("plugs") });
    const limit = { kind: "powerLimit", limitW: 700 } as const;
    simulator.receive({ id: "limit", action: limit, startMs: START_MS + 30_000 }, START_MS);
    const before = simulator.range(around).powerW;
    simulator.cancel("limit", START_MS + 20 * MINUTE_MS + 10_000);
    const after = simulator.range(around).powerW;
    expect(before[60]).toBeGreaterThan(700);
    expect([...after.subarray(61, 81)].every((powerW) => powerW === 700)).toBe(true);
    expect(after[81]).toBeGreaterThan(700);
    expect(after.subarray(0, 80)).toEqual(before.subarray(0, 80));
    const one = simulator.readAt(START_MS + 20 * MINUTE_MS + 40_000).powerW[0];
    expect(one).toBe(after[80]);
  });

  it("is heated less to a lower temperature", () => {
    const simulator = createSimulator({ fleet: fleet("heating") });
    const action = { kind: "setpointOffset", offsetK: -3 } as const;
    const usual = meanOf(simulator.range(around).powerW.subarray(60, 180));
    simulator.receive({ id: "cool", action, startMs: START_MS, endMs: END_MS }, START_MS);
    const cooler = meanOf(simulator.range(around).powerW.subarray(60, 180));
    expect(cooler / usual).toBeCloseTo(0.76, 2);
  });
});
