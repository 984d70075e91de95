import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DayTrace, powerAt } from "../../../src/trace/day-trace.ts";
import { OPERATING_STATE } from "../../../src/trace/operating-state.ts";
import {
  batteryOf,
  checkDay,
  house,
  idleHouse,
  seconds,
  selfConsumption,
} from "../../support/batteries.ts";
import type { LoadBench } from "../../support/load-bench.ts";

describe("a battery that is told what to do", () => {
  const during = (action: object) => {
    const bench = batteryOf(selfConsumption);
    const command = { id: "told", action: action as never };
    bench.receive(command, "2026-06-10T12:00:00+02:00", "2026-06-10T12:20:00+02:00");
    return powerAt(bench.trace("2026-06-10"), seconds("2026-06-10T12:10:00+02:00"));
  };
  const usual = powerAt(
    batteryOf(selfConsumption).trace("2026-06-10"),
    seconds("2026-06-10T12:10:00+02:00"),
  );

  it("charges or discharges by dispatch, sheds by level, keeps to a limit when it charges", () => {
    expect(usual).toBeGreaterThan(20_000);
    expect(during({ kind: "dispatch", powerW: 1_234.5 })).toBe(12_345);
    expect(during({ kind: "dispatch", powerW: -3_000 })).toBe(-30_000);
    expect(during({ kind: "dispatch", powerW: -30_000 })).toBe(-50_000);
    expect(during({ kind: "shed", level: 0 })).toBe(usual);
    expect(during({ kind: "shed", level: 1 })).toBe(0);
    expect(during({ kind: "shed", level: 2 })).toBe(-25_000);
    expect(during({ kind: "shed", level: 3 })).toBe(-50_000);
    expect(during({ kind: "powerLimit", limitW: 700 })).toBe(7_000);
    expect(during({ kind: "setpoint", temperatureC: 20 })).toBe(usual);
  });

  it("says that it does less or more than it would", () => {
    const bench = batteryOf(selfConsumption);
    const command = { id: "told", action: { kind: "shed", level: 3 } as const };
    bench.receive(command, "2026-06-10T12:00:00+02:00", "2026-06-10T13:00:00+02:00");
    const { states, fromS } = bench.trace("2026-06-10");
    const at = fromS.findLastIndex((from) => from <= seconds("2026-06-10T12:10:00+02:00"));
    expect(states?.operating?.[at]).toBe(OPERATING_STATE.runningCurtailed);
  });

  const date = "2026-06-10";
  const startS = seconds("2026-06-10T00:00:00+02:00");
  const action = fc.oneof(
    fc.record({
      kind: fc.constant("dispatch" as const),
      powerW: fc.integer({ min: -6_000, max: 6_000 }),
    }),
    fc.record({ kind: fc.constant("shed" as const), level: fc.constantFrom(1, 2, 3) }),
    fc.record({ kind: fc.constant("powerLimit" as const), limitW: fc.nat(5_000) }),
  );
  const asking = fc.array(
    fc.record({
      fromS: fc.integer({ min: 0, max: 30 * 3_600 }),
      lengthS: fc.integer({ min: 1, max: 8 * 3_600 }),
      action,
    }),
    { minLength: 1, maxLength: 5 },
  );
  const iso = (atS: number) => new Date(atS * 1_000).toISOString();
  const receive = (
    bench: LoadBench,
    commands: readonly { fromS: number; lengthS: number; action: object }[],
  ) =>
    commands
      .toSorted((a, b) => a.fromS - b.fromS)
      .forEach(({ fromS, lengthS, action: what }, at) => {
        const begin = startS + fromS;
        bench.receive({ id: `${at}`, action: what as never }, iso(begin), iso(begin + lengthS));
      });
  const plans = fc.constantFrom(
    selfConsumption,
    {},
    { plan: { kind: "timeOfUse", follows: ["house"] } },
  );

  it("keeps its charge within bounds and its books straight, whatever it is told", () => {
    fc.assert(
      fc.property(asking, plans, (commands, settings) => {
        const bench = batteryOf(settings);
        receive(bench, commands);
        for (let day = 0; day < 3; day += 1) {
          checkDay(bench.trace(date, day), bench.trace(date, day + 1));
        }
      }),
      { numRuns: 50 },
    );
  });

  const evening = { id: "told", action: { kind: "dispatch", powerW: -2_000 } as const };
  const dispatched = (settings: object, options: object = {}) => {
    const [bench, usualBench] = [
      batteryOf({ ...settings }, options),
      batteryOf({ ...settings }, options),
    ];
    bench.receive(evening, "2026-06-10T12:00:00+02:00", "2026-06-10T13:00:00+02:00");
    return { bench, usualBench };
  };

  it("goes on with its plan from what it holds: it neither exports nor charges from the grid to make up", () => {
    for (const seed of ["1", "2", "3", "4"]) {
      const { bench } = dispatched(selfConsumption, { seed });
      const { calendar } = bench.load.surroundings;
      for (let later = 0; later < 4; later += 1) {
        const day = calendar.day(Math.floor(Date.parse(date) / 86_400_000) + later);
        const [own, others] = [bench.trace(date, later), house(day)];
        for (let atS = day.startS; atS < day.endS; atS += 300) {
          if (later === 0 && atS < seconds("2026-06-10T13:00:00+02:00")) continue;
          const [mine, theirs] = [powerAt(own, atS), powerAt(others, atS)];
          const hour = day.wallAt(atS) / 3_600;
          if (mine === 50_000 && hour >= 2 && hour < 5) continue;
          expect(mine * theirs).toBeLessThanOrEqual(0);
          expect(Math.abs(mine)).toBeLessThanOrEqual(Math.abs(theirs));
        }
      }
    }
  });

  it("charges again only after a wait of its own", () => {
    const endS = seconds("2026-06-10T13:00:00+02:00");
    const waits = ["1", "2", "3", "4", "5", "6"].map((seed) => {
      const { bench } = dispatched(selfConsumption, { seed });
      const { fromS, powerDw } = bench.trace(date);
      const first = fromS.findIndex((from, at) => from >= endS && (powerDw[at] ?? 0) > 0);
      return (fromS[first] ?? Number.NaN) - endS;
    });
    expect(new Set(waits).size).toBe(waits.length);
    for (const wait of waits) expect(wait).toBeLessThan(1_800);
    expect(Math.max(...waits)).toBeGreaterThan(60);
  });

  it("obeys nothing while it is filled, and is as if nothing had been from then on", () => {
    fc.assert(
      fc.property(asking, plans, (commands, settings) => {
        const [bench, usualBench] = [batteryOf(settings), batteryOf(settings)];
        receive(bench, commands);
        for (const days of [16, 17, 30]) {
          expect(bench.trace(date, days)).toEqual(usualBench.trace(date, days));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("keeps its books straight until it is filled, beside a house that uses next to nothing", () => {
    const { bench, usualBench } = dispatched(selfConsumption, { siblings: { house: idleHouse } });
    let differing = 0;
    for (let day = 0; day < 16; day += 1) {
      checkDay(bench.trace(date, day), bench.trace(date, day + 1));
      const [own, usual] = [bench.trace(date, day), usualBench.trace(date, day)];
      if (own.states?.charge?.at(-1) !== usual.states?.charge?.at(-1)) differing += 1;
    }
    expect(differing).toBeGreaterThan(2);
    expect(differing).toBeLessThan(15);
  });

  it("keeps its books straight under a command without an end, and under one each day", () => {
    const endless = batteryOf(selfConsumption);
    endless.receive(evening, "2026-06-10T12:00:00+02:00", "2027-06-10T12:00:00+02:00");
    const daily = batteryOf(selfConsumption);
    for (let day = 0; day < 30; day += 1) {
      const begin = startS + day * 86_400 + 61_200;
      daily.receive({ ...evening, id: `${day}` }, iso(begin), iso(begin + 7_200));
    }
    for (let day = 0; day < 32; day += 1) {
      for (const bench of [endless, daily]) {
        checkDay(bench.trace(date, day), bench.trace(date, day + 1));
      }
    }
  });

  it("does nothing differently before a command begins, nor by when one in force is to end", () => {
    const until = ({ fromS, powerDw, states }: DayTrace, atS: number) =>
      [...fromS].flatMap((from, at) =>
        from < atS ? [[from, powerDw[at], states?.charge?.[at]]] : [],
      );
    fc.assert(
      fc.property(asking, plans, fc.integer({ min: 0, max: 86_400 }), (commands, settings, cut) => {
        const [all, some] = [batteryOf(settings), batteryOf(settings)];
        receive(all, commands);
        const known = commands
          .filter(({ fromS }) => fromS < cut)
          .map((command) =>
            command.fromS + command.lengthS > cut ? { ...command, lengthS: 86_400 } : command,
          );
        receive(some, known);
        expect(until(all.trace(date), startS + cut)).toEqual(until(some.trace(date), startS + cut));
      }),
      { numRuns: 50 },
    );
  });
});
