import { describe, expect, it } from "vitest";
import { powerAt } from "../../../src/trace/day-trace.ts";
import {
  batteryOf,
  checkDay,
  house,
  idleHouse,
  seconds,
  selfConsumption,
} from "../../support/batteries.ts";

describe("a battery that makes up for its site", () => {
  it("stores exactly what it is given, less its losses, over a quarter", () => {
    const bench = batteryOf(selfConsumption);
    for (let day = 0; day < 90; day += 1) {
      checkDay(bench.trace("2026-03-01", day), bench.trace("2026-03-01", day + 1));
    }
  });

  it("leaves nothing to draw or export while it has charge and room, and never makes it worse", () => {
    const bench = batteryOf(selfConsumption);
    const { calendar } = bench.load.surroundings;
    let made = 0;
    for (let later = 0; later < 60; later += 1) {
      const day = calendar.day(Math.floor(Date.parse("2026-05-01") / 86_400_000) + later);
      const [own, others] = [bench.trace("2026-05-01", later), house(day)];
      for (let atS = day.startS; atS < day.endS; atS += 600) {
        const [mine, theirs] = [powerAt(own, atS), powerAt(others, atS)];
        const hour = day.wallAt(atS) / 3_600;
        if (mine === 50_000 && hour >= 2 && hour < 5) continue;
        expect(mine * theirs).toBeLessThanOrEqual(0);
        expect(Math.abs(mine)).toBeLessThanOrEqual(Math.abs(theirs));
        if (mine !== 0 && mine === -theirs) made += 1;
      }
    }
    expect(made).toBeGreaterThan(2_000);
  });

  it("begins each day with what the last one left, on days of 23 and 25 hours, too", () => {
    const bench = batteryOf(selfConsumption);
    for (const date of ["2026-03-27", "2026-10-23"]) {
      for (let day = 0; day < 5; day += 1) {
        checkDay(bench.trace(date, day), bench.trace(date, day + 1));
      }
    }
  });

  it("is the same battery for whoever asks, in whatever order", () => {
    const asked = batteryOf(selfConsumption);
    const backward = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((day) => asked.trace("2026-04-01", day));
    const again = batteryOf(selfConsumption);
    const forward = backward.map((_, day) => again.trace("2026-04-01", day));
    expect(backward.reverse()).toEqual(forward);
  });

  it("finds what it holds even where nothing ever fills or empties it: it is filled every two weeks", () => {
    const bench = batteryOf(selfConsumption, { siblings: { house: idleHouse } });
    const charges = Array.from({ length: 28 }, (_, day) => {
      const [trace, next] = [bench.trace("2026-01-01", day), bench.trace("2026-01-01", day + 1)];
      checkDay(trace, next);
      return Math.max(...(trace.states?.charge ?? []));
    });
    expect(charges.filter((charge) => charge > 0.9499).length).toBe(2);
  });

  it("says which load its site has not", () => {
    const bench = batteryOf({ plan: { kind: "selfConsumption", follows: ["house", "barn"] } });
    expect(() => bench.trace("2026-01-01")).toThrow(/follows "barn".*no other load/);
  });
});

describe("a battery that goes by the clock", () => {
  it("charges at night and discharges in the evening, some minutes apart from others", () => {
    const starts = ["1", "2", "3", "4", "5"].map((seed) => {
      const bench = batteryOf({}, { seed });
      const trace = bench.trace("2026-06-03");
      const { fromS, powerDw } = trace;
      checkDay(trace, bench.trace("2026-06-03", 1));
      const evening = fromS[powerDw.indexOf(-50_000)] ?? Number.NaN;
      const lateS = evening - seconds("2026-06-03T17:00:00+02:00");
      expect(lateS).toBeGreaterThanOrEqual(0);
      expect(lateS).toBeLessThan(600);
      expect(powerAt(trace, seconds("2026-06-03T12:00:00+02:00"))).toBe(0);
      expect(powerAt(trace, seconds("2026-06-03T01:15:00+02:00"))).toBe(50_000);
      return lateS;
    });
    expect(new Set(starts).size).toBe(5);
  });

  it("discharges no more than loads that it follows draw", () => {
    const bench = batteryOf({ plan: { kind: "timeOfUse", follows: ["house"] } });
    const trace = bench.trace("2026-06-03");
    expect(powerAt(trace, seconds("2026-06-03T18:00:00+02:00"))).toBe(-14_007);
    expect(powerAt(trace, seconds("2026-06-03T13:00:00+02:00"))).toBe(0);
  });

  it("may charge over midnight", () => {
    const plan = { kind: "timeOfUse", chargeFromH: 23, chargeToH: 3 };
    const bench = batteryOf({ plan });
    for (let day = 0; day < 4; day += 1) {
      checkDay(bench.trace("2026-06-03", day), bench.trace("2026-06-03", day + 1));
    }
    expect(powerAt(bench.trace("2026-06-03"), seconds("2026-06-03T23:30:00+02:00"))).toBe(50_000);
    expect(powerAt(bench.trace("2026-06-04"), seconds("2026-06-04T00:30:00+02:00"))).toBe(50_000);
    expect(bench.trace("2026-06-04").states?.charge?.[0]).toBeGreaterThan(0.4);
    expect(powerAt(bench.trace("2026-06-04"), seconds("2026-06-04T04:00:00+02:00"))).toBe(0);
  });
});
