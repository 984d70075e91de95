import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocalDay } from "../../src/calendar/local-day.ts";
import { batteryModel } from "../../src/models/battery/battery-model.ts";
import { batterySpec } from "../../src/models/battery/battery-spec.ts";
import { type DayTrace, powerAt } from "../../src/trace/day-trace.ts";
import { OPERATING_STATE } from "../../src/trace/operating-state.ts";
import { type LoadBench, type LoadBenchOptions, loadBench } from "../support/load-bench.ts";

const DWS_PER_WH = 36_000;
const CAPACITY_WH = 10_000;
const EFFICIENCY = 0.95;

/** A site that exports at noon, as much as the day wants, and draws in the evening. */
const house = (day: LocalDay): DayTrace => {
  const bright = (day.index * 7) % 5;
  const at = (hour: number) => day.atWall(hour * 3_600);
  const fromS = [day.startS, at(6.25), at(9), at(11.5), at(14), at(17), at(22)];
  const powerDw = [2_503, 6_001, -7_003 * bright, -11_017 * bright, -4_999 * bright, 14_007, 4_001];
  return {
    startS: day.startS,
    endS: day.endS,
    fromS: Float64Array.from(fromS),
    powerDw: Float64Array.from(powerDw),
  };
};

const batteryOf = (
  settings: Readonly<Record<string, unknown>> = {},
  options: LoadBenchOptions = {},
): LoadBench =>
  loadBench(batteryModel(batterySpec.parse({ model: "battery", ...settings })), {
    ratedPowerW: 5_000,
    siblings: { house },
    ...options,
  });

const selfConsumption = { plan: { kind: "selfConsumption", follows: ["house"] } };

/** Checks every segment of a day against its charge, to the Wh, and the charge against its bounds. */
function checkDay(trace: DayTrace, next: DayTrace): void {
  const { fromS, powerDw, states, endS } = trace;
  const charge = states?.charge ?? new Float64Array();
  const end = next.states?.charge?.[0] ?? Number.NaN;
  let changeWh = 0;
  fromS.forEach((from, at) => {
    const [before, after] = [charge[at] ?? Number.NaN, charge[at + 1] ?? end];
    const power = powerDw[at] ?? Number.NaN;
    const gridWh = (power * ((fromS[at + 1] ?? endS) - from)) / DWS_PER_WH;
    const wh = gridWh > 0 ? gridWh * EFFICIENCY : gridWh / EFFICIENCY;
    changeWh += wh;
    if (!(Math.abs((after - before) * CAPACITY_WH - wh) < 0.01)) {
      expect.fail(`at ${from}: ${before} to ${after}, but ${wh} Wh`);
    }
    if (!(after >= 0.15 - 1e-12 && after <= 0.95 + 1e-12))
      expect.fail(`charge ${after} at ${from}`);
    if (!(Math.abs(power) <= 50_000 && Number.isInteger(power))) expect.fail(`power ${power}`);
    if (Object.is(power, -0)) expect.fail("power is -0");
  });
  expect(Math.abs((end - (charge[0] ?? Number.NaN)) * CAPACITY_WH - changeWh)).toBeLessThan(0.1);
}

const seconds = (iso: string) => Date.parse(iso) / 1_000;

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
    const idle = (day: LocalDay): DayTrace => ({
      startS: day.startS,
      endS: day.endS,
      fromS: Float64Array.of(day.startS),
      powerDw: Float64Array.of(10),
    });
    const bench = batteryOf(selfConsumption, { siblings: { house: idle } });
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

describe("a battery in a fleet", () => {
  const fleet = (battery: object): FleetSpecInput => ({
    name: "home",
    installedOn: "2026-05-01",
    sites: {
      home: {
        resourceType: "home",
        loads: [
          { loadId: "pv", kind: "pv", ratedPowerW: 6_000, model: { model: "pv" } },
          { loadId: "base", kind: "home", ratedPowerW: 500, model: { model: "constant" } },
          {
            loadId: "battery",
            kind: "battery",
            ratedPowerW: 5_000,
            model: { model: "battery", ...battery } as never,
          },
        ],
      },
    },
    vens: [{ venId: "v", resources: [{ resourceId: "h", name: "H", site: "home" }] }],
  });

  it("takes what the panels would export, and gives it back at night", () => {
    const plan = { kind: "selfConsumption", follows: ["pv", "base"] };
    const simulator = createSimulator({ fleet: fleet({ plan }), seed: "home" });
    const at = (loadId: string, iso: string) =>
      simulator.energyRegister({ resourceId: "h", loadId }, Date.parse(iso));
    const [from, to] = ["2026-05-01T00:00:00+02:00", "2026-08-01T00:00:00+02:00"];
    const [begin, end] = [at("battery", from), at("battery", to)];
    const charged = end.importWh - begin.importWh;
    const given = end.exportWh - begin.exportWh;
    expect(given / charged).toBeGreaterThan(0.89);
    expect(given / charged).toBeLessThan(0.915);
    expect(charged / 92).toBeGreaterThan(4_000);
    const fromMs = Date.parse(from);
    const { powerW } = simulator.range({
      fromMs,
      toMs: Date.parse(to),
      stepMs: 3_600_000,
      power: "mean",
    });
    const hours = powerW.length / 3;
    let [site, without] = [0, 0];
    for (let hour = 0; hour < hours; hour += 1) {
      const others = (powerW[hour] ?? 0) + (powerW[hours + hour] ?? 0);
      without += Math.max(0, others);
      site += Math.max(0, others + (powerW[2 * hours + hour] ?? 0));
    }
    expect(site / without).toBeLessThan(0.3);
  });

  it.each([
    [{ leastCharge: 0.9, mostCharge: 0.5 }, /mostCharge/],
    [{ capacityWh: 200_000 }, /powerW 5000.*h to fill/],
  ])("is refused when it cannot work", (settings, rule) => {
    const simulator = createSimulator({ fleet: fleet(settings) });
    expect(() => simulator.readAt(0)).toThrow(rule);
  });

  it.each([
    [{ plan: { kind: "selfConsumption" } }, /follows/],
    [{ plan: { kind: "timeOfUse", chargeFromH: 25 } }, /chargeFromH/],
    [{ soc: 1 }, /soc/],
  ])("is refused with settings that break a rule", (settings, rule) => {
    expect(() => createSimulator({ fleet: fleet(settings) })).toThrow(rule);
  });
});
