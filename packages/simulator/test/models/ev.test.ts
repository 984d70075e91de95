import { createSimulator } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evModel } from "../../src/models/ev/ev-model.ts";
import { type EvSession, evSession } from "../../src/models/ev/ev-session.ts";
import { evSpec } from "../../src/models/ev/ev-spec.ts";
import { OPERATING_STATE } from "../../src/trace/operating-state.ts";
import { type LoadBench, loadBench, netDws } from "../support/load-bench.ts";

const DWS_PER_KWH = 36_000_000;

const carOf = (settings: Readonly<Record<string, unknown>> = {}, seed = "car"): LoadBench =>
  loadBench(evModel(evSpec.parse({ model: "ev", ...settings })), { seed });

/** The stays of a car that begin on so many days from a date on. */
function staysOf(
  date: string,
  days: number,
  settings: Readonly<Record<string, unknown>> = {},
  seed = "car",
): readonly EvSession[] {
  const spec = evSpec.parse({ model: "ev", ...settings });
  const { load } = loadBench(evModel(spec), { seed });
  const first = Math.floor(Date.parse(date) / 86_400_000);
  return Array.from({ length: days }, (_, at) =>
    evSession(spec, load, load.surroundings.calendar.day(first + at)),
  ).filter((stay) => stay !== undefined);
}

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? Number.NaN;

const iso = (atS: number) => new Date(atS * 1_000).toISOString();

/** A stay overnight with time to spare: all of it is charged before midnight of its day. */
function longStay(settings: Readonly<Record<string, unknown>> = {}): EvSession {
  const found = staysOf("2026-03-02", 60, settings).find(
    ({ arrivalS, departureS, curve }) =>
      departureS - arrivalS > 11 * 3_600 && curve.restS(0) > 3_000 && curve.restS(0) < 9_000,
  );
  if (found === undefined) throw new Error("this car has no long stay");
  return found;
}

/** Net energy of the car in the three days from the one on which a stay begins. */
function energyAround(bench: LoadBench, { arrivalS }: EvSession): number {
  const date = iso(arrivalS).slice(0, 10);
  return [-1, 0, 1, 2].reduce((sum, later) => sum + netDws(bench.trace(date, later)), 0);
}

describe("arrivals of cars", () => {
  const cars = Array.from({ length: 60 }, (_, car) => staysOf("2026-01-01", 365, {}, `car ${car}`));
  const stays = cars.flat();
  const calendar = carOf().load.surroundings.calendar;
  const arrivalsH = stays.map(({ arrivalS }) => calendar.dayAt(arrivalS).wallAt(arrivalS) / 3_600);
  const parkedH = stays.map(({ arrivalS, departureS }) => (departureS - arrivalS) / 3_600);

  it("are spread over the day as those of 15,257 recorded stays", () => {
    const recorded: readonly [number, number, number][] = [
      [0.05, 10.0, 1],
      [0.25, 15.2, 0.5],
      [0.5, 17.4, 0.4],
      [0.75, 19.2, 0.5],
      [0.95, 22.0, 0.7],
    ];
    for (const [share, hour, within] of recorded) {
      expect(Math.abs(quantile(arrivalsH, share) - hour)).toBeLessThan(within);
    }
    const mean = arrivalsH.reduce((sum, hour) => sum + hour, 0) / arrivalsH.length;
    expect(Math.abs(mean - 16.8)).toBeLessThan(0.4);
    const spread = arrivalsH.reduce((sum, hour) => sum + (hour - mean) ** 2, 0);
    expect(Math.abs(Math.sqrt(spread / arrivalsH.length) - 3.9)).toBeLessThan(0.5);
  });

  it("have stays as long as those", () => {
    const recorded: readonly [number, number, number][] = [
      [0.05, 1.5, 0.5],
      [0.25, 10.0, 1],
      [0.5, 13.2, 0.7],
      [0.75, 15.8, 0.7],
      [0.95, 21.2, 1],
    ];
    for (const [share, hours, within] of recorded) {
      expect(Math.abs(quantile(parkedH, share) - hours)).toBeLessThan(within);
    }
  });

  it("are habits: a car comes at much the same time, others at another", () => {
    const medians = cars.map((of) =>
      quantile(
        of.map(({ arrivalS }) => calendar.dayAt(arrivalS).wallAt(arrivalS) / 3_600),
        0.5,
      ),
    );
    expect(quantile(medians, 0.9) - quantile(medians, 0.1)).toBeGreaterThan(1.5);
  });

  it("need 8 to 15 kWh on average, more in winter, on seven days of ten", () => {
    const kwh = (of: readonly EvSession[]) =>
      of.reduce((sum, { curve }) => sum + curve.needDws, 0) / of.length / DWS_PER_KWH;
    expect(kwh(stays)).toBeGreaterThan(8);
    expect(kwh(stays)).toBeLessThan(15);
    const inMonths = (from: number, to: number) =>
      stays.filter(({ arrivalS }) => {
        const month = new Date(arrivalS * 1_000).getUTCMonth();
        return month >= from && month <= to;
      });
    expect(kwh(inMonths(0, 1)) / kwh(inMonths(6, 7))).toBeGreaterThan(1.08);
    expect(stays.length / (60 * 365)).toBeCloseTo(0.7, 1);
  });

  it("never come before the car has left", () => {
    for (const of of cars) {
      of.slice(1).forEach(({ arrivalS }, at) => {
        expect(arrivalS).toBeGreaterThan(of[at]?.departureS ?? 0);
      });
    }
  });
});

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

describe("a car that is asked to wait", () => {
  const shed = (level: 1 | 2 | 3) => ({ id: "wait", action: { kind: "shed", level } as const });
  const stay = longStay();
  const date = iso(stay.arrivalS).slice(0, 10);
  const asked = (level: 1 | 2 | 3, fromS: number, toS: number, settings = {}) => {
    const bench = carOf(settings);
    bench.receive(shed(level), iso(fromS), iso(toS));
    return bench;
  };

  it("charges later what it did not get, all of it", () => {
    const usual = energyAround(carOf(), stay);
    for (const level of [1, 2, 3] as const) {
      const bench = asked(level, stay.arrivalS + 600, stay.arrivalS + 4 * 3_600);
      expect(energyAround(bench, stay)).toBe(usual);
    }
  });

  it("draws nothing at level 3, less at 1 and 2, and waits a while after the end", () => {
    const [fromS, toS] = [stay.arrivalS + 600, stay.arrivalS + 4 * 3_600];
    const powerDuring = (level: 1 | 2 | 3) => {
      const bench = asked(level, fromS, toS);
      const { fromS: starts, powerDw } = bench.trace(date);
      return powerDw[starts.findLastIndex((at) => at <= fromS + 60)] ?? Number.NaN;
    };
    expect(powerDuring(3)).toBe(0);
    expect(powerDuring(2)).toBe(38_500);
    expect(powerDuring(1)).toBe(77_000);
    const restarts = ["1", "2", "3", "4", "5", "6"].map((seed) => {
      const bench = carOf({ plugInShare: 1 }, seed);
      const end = "2026-03-10T21:00:00Z";
      bench.receive(shed(3), "2026-03-10T12:00:00Z", end);
      const { fromS: starts, powerDw } = bench.trace("2026-03-10");
      const first = starts.find(
        (at, place) => at >= Date.parse(end) / 1_000 && (powerDw[place] ?? 0) > 0,
      );
      return first === undefined ? undefined : first - Date.parse(end) / 1_000;
    });
    const known = restarts.filter((seconds) => seconds !== undefined);
    expect(known.length).toBeGreaterThan(2);
    expect(new Set(known).size).toBe(known.length);
    for (const seconds of known) expect(seconds).toBeLessThan(1_800);
  });

  it("leaves with what it needs at levels 1 and 2, and without it at level 3 and under a limit", () => {
    const usual = energyAround(carOf(), stay);
    const untilS = stay.departureS + 3_600;
    for (const level of [1, 2] as const) {
      const bench = asked(level, stay.arrivalS - 60, untilS);
      expect(energyAround(bench, stay)).toBe(usual);
    }
    const hard = asked(3, stay.arrivalS - 60, untilS);
    expect(usual - energyAround(hard, stay)).toBe(stay.curve.needDws);
    const limited = carOf();
    const limit = { id: "limit", action: { kind: "powerLimit", limitW: 1_000 } as const };
    limited.receive(limit, iso(stay.arrivalS - 60), iso(untilS));
    expect(usual - energyAround(limited, stay)).toBe(stay.curve.needDws);
    const { states, fromS } = hard.trace(date, 1);
    const leaving = fromS.findLastIndex((at) => at < stay.departureS);
    expect(states?.charge?.[leaving]).toBe(stay.startCharge);
  });

  it("overrides levels 1 and 2 only when there is no time left, and says so", () => {
    const slow = { chargerW: 2_300, sessionWh: 15_000 };
    const short = staysOf("2026-03-02", 200, slow).find(({ arrivalS, departureS, curve }) => {
      const spareS = departureS - arrivalS - curve.restS(0);
      return spareS > 1_800 && spareS < 3 * 3_600;
    });
    if (short === undefined) throw new Error("this car has no such stay");
    const bench = carOf(slow);
    bench.receive(shed(2), iso(short.arrivalS - 3_600), iso(short.departureS + 3_600));
    expect(energyAround(bench, short)).toBe(energyAround(carOf(slow), short));
    const states = [0, 1].flatMap((later) => [
      ...(bench.trace(iso(short.arrivalS).slice(0, 10), later).states?.operating ?? []),
    ]);
    expect(states).toContain(OPERATING_STATE.runningCurtailed);
    expect(states).toContain(OPERATING_STATE.comfortOverride);
  });

  it("keeps to a power limit, and pauses below what it can charge with", () => {
    const limited = (limitW: number) => {
      const bench = carOf();
      const action = { kind: "powerLimit", limitW } as const;
      bench.receive({ id: "limit", action }, iso(stay.arrivalS - 60), iso(stay.departureS));
      return bench.trace(date);
    };
    expect(Math.max(...limited(4_000).powerDw)).toBe(40_000);
    expect(Math.max(...limited(1_379).powerDw)).toBe(0);
  });

  it("gives nothing back unless it is set up to, and then down to its reserve only", () => {
    const dispatch = { id: "give", action: { kind: "dispatch", powerW: -5_000 } as const };
    const [fromS, toS] = [stay.arrivalS + 60, stay.arrivalS + 8 * 3_600];
    const bound = carOf();
    bound.receive(dispatch, iso(fromS), iso(toS));
    expect(energyAround(bound, stay)).toBe(energyAround(carOf(), stay));
    const settings = { givesBack: true, reserve: 0.4, batteryWh: 30_000 };
    const giving = carOf(settings);
    giving.receive(dispatch, iso(fromS), iso(toS));
    const trace = giving.trace(date);
    expect(Math.min(...trace.powerDw)).toBe(-50_000);
    const charges = [0, 1].flatMap((later) => [
      ...(giving.trace(date, later).states?.charge ?? []),
    ]);
    const least = Math.min(...charges.filter((charge) => !Number.isNaN(charge)));
    expect(least).toBeGreaterThanOrEqual(Math.min(0.4, stay.startCharge) - 1e-9);
    const leaving = giving.trace(date, 1);
    const last = leaving.fromS.findLastIndex((at) => at < stay.departureS);
    const [own] = staysOf(date, 1, settings);
    const full = (own?.startCharge ?? 0) + (own?.curve.needDws ?? 0) / (own?.dwsPerCharge ?? 1);
    expect(leaving.states?.charge?.[last]).toBeCloseTo(full, 6);
  });

  it("is as it was before the command begins, and forgets one that is taken back", () => {
    const bench = asked(3, stay.arrivalS + 1_200, stay.departureS);
    const usual = carOf();
    const until = (trace: ReturnType<LoadBench["trace"]>, atS: number) =>
      [...trace.fromS].flatMap((from, place) => (from < atS ? [[from, trace.powerDw[place]]] : []));
    const midS = stay.arrivalS + 1_200;
    expect(until(bench.trace(date), midS)).toEqual(until(usual.trace(date), midS));
    const open = bench.trace(date);
    bench.cancel("wait", iso(stay.arrivalS + 2_400));
    expect(until(bench.trace(date), stay.arrivalS + 2_400)).toEqual(
      until(open, stay.arrivalS + 2_400),
    );
    expect(energyAround(bench, stay)).toBe(energyAround(usual, stay));
  });

  it("never gets more than it needs, whatever it is asked, and as much as its stay allows", () => {
    const hour = fc.double({ min: -2, max: 20, noNaN: true });
    const action = fc.oneof(
      fc.record({ kind: fc.constant("shed" as const), level: fc.constantFrom(1, 2, 3) }),
      fc.record({ kind: fc.constant("powerLimit" as const), limitW: fc.nat(12_000) }),
    );
    const asking = fc.array(
      fc.record({ fromH: hour, hours: fc.double({ min: 0.01, max: 6, noNaN: true }), action }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(asking, fc.nat(20), (commands, seed) => {
        const settings = { longestRestartS: 0, plugInShare: 1 };
        const [first] = staysOf("2026-04-07", 1, settings, `${seed}`);
        if (first === undefined) return;
        const bench = carOf(settings, `${seed}`);
        const spans = commands
          .map(({ fromH, hours, action: what }) => ({
            fromS: first.arrivalS + Math.round(fromH * 3_600),
            toS: first.arrivalS + Math.round((fromH + hours) * 3_600) + 1,
            what,
          }))
          .sort((a, b) => a.fromS - b.fromS);
        spans.forEach(({ fromS, toS, what }, at) => {
          const asked = { id: `${at}`, action: what as never };
          bench.receive(asked, iso(fromS), iso(toS));
        });
        let takenDws = 0;
        let freeS = 0;
        for (const later of [0, 1]) {
          const { fromS, powerDw, endS, states } = bench.trace("2026-04-07", later);
          fromS.forEach((from, place) => {
            if (from < first.arrivalS || from >= first.departureS) return;
            const power = powerDw[place] ?? 0;
            const toS = fromS[place + 1] ?? endS;
            takenDws += power * (toS - from);
            expect(power).toBeGreaterThanOrEqual(0);
            expect(states?.charge?.[place]).toBeGreaterThanOrEqual(first.startCharge);
          });
        }
        for (let atS = first.arrivalS; atS < first.departureS; atS += 1) {
          if (!spans.some(({ fromS, toS }) => atS >= fromS && atS < toS)) freeS += 1;
        }
        expect(takenDws).toBeLessThanOrEqual(first.curve.needDws);
        if (freeS >= first.curve.restS(0) + 10) expect(takenDws).toBe(first.curve.needDws);
      }),
      { numRuns: 150 },
    );
  });
});
