import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { evModel } from "../../../src/models/ev/ev-model.ts";
import type { EvSession } from "../../../src/models/ev/ev-session.ts";
import { evSpec } from "../../../src/models/ev/ev-spec.ts";
import { carOf, iso, staysOf } from "../../support/cars.ts";
import { loadBench, netDws } from "../../support/load-bench.ts";

describe("a car at its charger", () => {
  it("takes to the last watt-second what it needs, unless it leaves before", () => {
    const bench = carOf();
    // From after a day on which it does not come until another such day: no stay is cut off.
    const isQuiet = (day: number) => staysOf(iso(firstS + day * 86_400), 1).length === 0;
    const firstS = Date.parse("2026-03-01") / 1_000;
    let first = 1;
    while (!isQuiet(first - 1)) first += 1;
    let last = 200;
    while (!isQuiet(last)) last += 1;
    let drawnDws = 0;
    for (let day = first; day <= last; day += 1) drawnDws += netDws(bench.trace("2026-03-01", day));
    const stays = staysOf(iso(firstS + first * 86_400), last - first + 1);
    const isCut = ({ arrivalS, departureS, curve }: EvSession) =>
      departureS - arrivalS < curve.restS(0);
    expect(stays.length).toBeGreaterThan(100);
    expect(stays.filter(isCut).length).toBeLessThan(stays.length / 10);
    const drawn = (stay: EvSession) =>
      isCut(stay) ? 110_000 * (stay.departureS - stay.arrivalS) : stay.curve.needDws;
    expect(drawnDws).toBe(stays.reduce((sum, stay) => sum + drawn(stay), 0));
  });

  it("fills its battery by what arrives there, and slower above .8", () => {
    const settings = { batteryWh: 40_000, sessionWh: 15_000, efficiency: 0.9 };
    const spec = evSpec.parse({ model: "ev", ...settings });
    const seed = ["a", "b", "c", "d", "e", "f"].find((name) =>
      staysOf("2026-03-02", 30, settings, name).some(
        ({ startCharge, curve, dwsPerCharge }) => startCharge + curve.needDws / dwsPerCharge > 0.99,
      ),
    );
    const bench = loadBench(evModel(spec), { seed: seed ?? "none" });
    let above = 0;
    for (let day = 0; day < 30; day += 1) {
      const { fromS, powerDw, states, endS } = bench.trace("2026-03-02", day);
      const charge = states?.charge ?? new Float64Array();
      fromS.forEach((from, at) => {
        const power = powerDw[at] ?? 0;
        const [before, after] = [charge[at] ?? Number.NaN, charge[at + 1] ?? Number.NaN];
        if (Number.isNaN(before)) expect(power).toBe(0);
        if (before > 0.801) above += power > 0 ? 1 : 0;
        if (before > 0.801) expect(power).toBeLessThanOrEqual(0.851 * 110_000);
        if (Number.isNaN(before) || Number.isNaN(after)) return;
        const seconds = (fromS[at + 1] ?? endS) - from;
        expect((after - before) * 40_000 * 36_000).toBeCloseTo(power * seconds * 0.9, -1);
      });
    }
    expect(above).toBeGreaterThan(10);
  });

  it("goes on over midnight, on days of 23 and 25 hours, too", () => {
    for (const date of ["2026-03-28", "2026-10-24", "2026-06-01"]) {
      for (const seed of ["1", "2", "3", "4", "5", "6", "7", "8"]) {
        const bench = carOf({ chargerW: 1_500, minimumW: 1_000 }, seed);
        for (let day = 0; day < 3; day += 1) {
          const [today, next] = [bench.trace(date, day), bench.trace(date, day + 1)];
          expect(today.endS).toBe(next.startS);
          const [evening, morning] = [today.states?.charge?.at(-1), next.states?.charge?.[0]];
          if (evening === undefined || morning === undefined || Number.isNaN(morning)) continue;
          const gained =
            (((today.powerDw.at(-1) ?? 0) * (today.endS - (today.fromS.at(-1) ?? 0))) /
              36_000 /
              60_000) *
            0.9;
          expect(morning).toBeCloseTo(evening + gained, 9);
        }
      }
    }
  });

  it("has a fleet-wide profile that peaks in the evening", () => {
    const fleet = {
      name: "street",
      sites: {
        home: {
          resourceType: "home",
          loads: [
            { loadId: "ev", kind: "ev", ratedPowerW: 7_400, model: { model: "ev" } as const },
          ],
        },
      },
      vens: [
        { venId: "v", resources: [{ resourceId: "h{n}", name: "H{n}", site: "home", count: 200 }] },
      ],
    };
    const simulator = createSimulator({ fleet, seed: "street" });
    const fromMs = Date.parse("2026-02-02T00:00+01:00");
    const { powerW } = simulator.range({
      fromMs,
      toMs: fromMs + 7 * 86_400_000,
      stepMs: 3_600_000,
      power: "mean",
    });
    const hours = new Float64Array(24);
    powerW.forEach((power, at) => {
      hours[at % 24] = (hours[at % 24] ?? 0) + power / 7 / 200;
    });
    const peak = hours.indexOf(Math.max(...hours));
    expect(peak).toBeGreaterThanOrEqual(17);
    expect(peak).toBeLessThanOrEqual(20);
    expect(Math.max(...hours)).toBeLessThan(2_000);
    expect(Math.max(...hours)).toBeGreaterThan(600);
  });
});
