import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPERATING_STATE } from "../../../src/trace/operating-state.ts";
import { carOf, energyAround, iso, longStay, staysOf } from "../../support/cars.ts";
import type { LoadBench } from "../../support/load-bench.ts";

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
    const at = trace.powerDw.indexOf(-50_000);
    const [before, after] = [trace.states?.charge?.[at] ?? 0, trace.states?.charge?.[at + 1] ?? 0];
    const givenWh =
      (5_000 * ((trace.fromS[at + 1] ?? trace.endS) - (trace.fromS[at] ?? 0))) / 3_600;
    expect((before - after) * 30_000).toBeCloseTo(givenWh / 0.9, 3);
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
