import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DayTrace, powerAt } from "../../../src/trace/day-trace.ts";
import { OPERATING_STATE } from "../../../src/trace/operating-state.ts";
import {
  batteryOf,
  checkDay,
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

  it("makes up for what it gave with little power, each battery after a wait of its own", () => {
    const endS = seconds("2026-06-10T13:00:00+02:00");
    const waits = ["1", "2", "3", "4", "5", "6"].map((seed) => {
      const options = { seed, siblings: { house: idleHouse } };
      const [bench, usualBench] = [
        batteryOf(selfConsumption, options),
        batteryOf(selfConsumption, options),
      ];
      const command = { id: "told", action: { kind: "dispatch", powerW: -2_000 } as const };
      bench.receive(command, "2026-06-10T12:00:00+02:00", "2026-06-10T13:00:00+02:00");
      const { fromS, powerDw } = bench.trace("2026-06-10");
      const first = fromS.findIndex((from, at) => from >= endS && (powerDw[at] ?? 0) > 0);
      if (powerAt(usualBench.trace("2026-06-10"), endS) >= 0) return undefined;
      // 8 kWh in six hours, less losses.
      expect(powerDw[first]).toBeGreaterThan(13_000);
      expect(powerDw[first]).toBeLessThan(14_100);
      const [next, usualNext] = [bench.trace("2026-06-11"), usualBench.trace("2026-06-11")];
      expect(next).toEqual(usualNext);
      return (fromS[first] ?? Number.NaN) - endS;
    });
    const known = waits.filter((wait) => wait !== undefined);
    expect(known.length).toBeGreaterThan(2);
    expect(new Set(known).size).toBe(known.length);
    for (const wait of known) expect(wait).toBeLessThan(1_800);
    expect(Math.max(...known)).toBeGreaterThan(60);
  });

  it("is back to its plan two days later, as if nothing had been", () => {
    fc.assert(
      fc.property(asking, plans, (commands, settings) => {
        const [bench, usualBench] = [batteryOf(settings), batteryOf(settings)];
        receive(bench, commands);
        const later = bench.trace(date, 3);
        expect(later.states?.charge).toEqual(usualBench.trace(date, 3).states?.charge);
        expect(later.powerDw).toEqual(usualBench.trace(date, 3).powerDw);
      }),
      { numRuns: 40 },
    );
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
