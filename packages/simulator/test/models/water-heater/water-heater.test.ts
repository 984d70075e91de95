import { textKey } from "@ven/core";
import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { HotWaterDraws } from "../../../src/models/water-heater/hot-water-draws.ts";
import {
  waterHeaterModel,
  waterHeaterSpec,
} from "../../../src/models/water-heater/water-heater-model.ts";
import { addEnergy } from "../../../src/trace/day-trace.ts";
import { OPERATING_STATE } from "../../../src/trace/operating-state.ts";
import { loadView, span, traceOn } from "../../support/load-view.ts";
import { mean, meanPowerW, oneModelFleet } from "../../support/one-model-fleet.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const midnightMs = Date.parse("2026-01-14T00:00:00+01:00");

const heater = (settings: object = {}) =>
  waterHeaterModel(waterHeaterSpec.parse({ model: "waterHeater", ...settings }));

const { calendar } = loadView("a", 0).surroundings;
const dayOf = (date: string) => calendar.day(Date.parse(date) / 86_400_000);

describe("draws of hot water", () => {
  it("come to what people draw in the mean of many homes and days, in order of time", () => {
    const draws = new HotWaterDraws();
    const use = { people: 3, litresPerPersonDay: 60 };
    let litres = 0;
    let outOfOrder = 0;
    for (let day = 0; day < 2_000; day += 1) {
      const today = calendar.day(20_000 + (day % 365));
      draws.find(textKey(`home ${day % 50}`), today, use);
      let lastS = today.startS;
      for (let at = 0; at < draws.count; at += 1) {
        litres += draws.litres[at] ?? 0;
        const nowS = draws.atS[at] ?? 0;
        if (nowS < lastS || nowS >= today.endS) outOfOrder += 1;
        lastS = nowS;
      }
    }
    expect(outOfOrder).toBe(0);
    expect(litres / 2_000 / 180).toBeGreaterThan(0.97);
    expect(litres / 2_000 / 180).toBeLessThan(1.03);
  });

  it("are habits: of a home, whatever the load, and later at weekends", () => {
    const draws = new HotWaterDraws();
    const firstHours = (date: string) => {
      const day = dayOf(date);
      return Array.from({ length: 200 }, (_, home) => {
        draws.find(textKey(`home ${home}`), day, { people: 1, litresPerPersonDay: 60 });
        return draws.count === 0 ? undefined : ((draws.atS[0] ?? 0) - day.startS) / 3_600;
      }).filter((hour) => hour !== undefined);
    };
    expect(mean(firstHours("2026-01-18"))).toBeGreaterThan(mean(firstHours("2026-01-14")) + 0.4);
    const twins = ["load_0", "load_1"].map((id) =>
      traceOn(heater({ diversity: 0, deadbandK: 2 }), loadView(id, 0, "home"), "2026-01-14"),
    );
    const drops = twins.map(({ fromS, states }) =>
      [...fromS].filter((_, at) => {
        const [before = 0, now = 0] = [states?.temperatureC?.[at - 1], states?.temperatureC?.[at]];
        return at > 0 && now < before - 2.5;
      }),
    );
    expect(drops[0]?.length).toBeGreaterThan(0);
    expect(drops[0]).toEqual(drops[1]);
  });
});

describe("a water heater", () => {
  it("takes what is drawn and what its tank loses", () => {
    const simulator = createSimulator({
      fleet: oneModelFleet({ model: "waterHeater", people: 2 }, { count: 60 }),
    });
    const toMs = midnightMs + 56 * DAY_MS;
    const kwhPerDay =
      (mean(meanPowerW(simulator, midnightMs, toMs, toMs - midnightMs)) * 24) / 1_000;
    // 120 l over 30 K, and 1.5 W/K over 40 K.
    const expected = (120 * 30 * 4.186) / 3_600 + (1.5 * 40 * 24) / 1_000;
    expect(kwhPerDay / expected).toBeGreaterThan(0.93);
    expect(kwhPerDay / expected).toBeLessThan(1.07);
  });

  it("only makes good its losses where nobody lives", () => {
    const model = heater({ people: 0, diversity: 0 });
    const sum = { importDws: 0, exportDws: 0 };
    for (let home = 0; home < 200; home += 1) {
      const trace = traceOn(model, loadView(`${home}`, 0), "2026-01-14");
      addEnergy(trace, trace.startS, trace.endS, sum);
      for (const temperatureC of trace.states?.temperatureC ?? []) {
        expect(Math.abs(temperatureC - 60)).toBeLessThan(2.51);
      }
    }
    const lostW = sum.importDws / 200 / 864_000;
    expect(lostW).toBeGreaterThan(52);
    expect(lostW).toBeLessThan(68);
  });

  it("is used most in the morning and the evening, least at night", () => {
    const simulator = createSimulator({
      fleet: oneModelFleet({ model: "waterHeater" }, { count: 300 }),
    });
    const hours = meanPowerW(simulator, midnightMs, midnightMs + DAY_MS, HOUR_MS);
    const morning = mean(hours.slice(6, 9));
    const evening = mean(hours.slice(18, 21));
    const night = mean(hours.slice(0, 5));
    expect(night).toBeLessThan(80);
    expect(morning).toBeGreaterThan(5 * night);
    expect(evening).toBeGreaterThan(4 * night);
    expect(mean(hours.slice(11, 15))).toBeLessThan(0.4 * morning);
  });

  it("saves about half a kWh an hour while it is off, and takes it back from the hour after on", () => {
    const fleet = oneModelFleet({ model: "waterHeater" }, { count: 600 });
    for (const [fromHour, hours] of [
      [7, 1],
      [8, 1],
      [18, 2],
    ] as const) {
      const startMs = midnightMs + fromHour * HOUR_MS;
      const endMs = startMs + hours * HOUR_MS;
      const simulator = createSimulator({ fleet });
      const action = { kind: "shed", level: 3 } as const;
      simulator.receive({ id: "off", action, startMs, endMs }, midnightMs);
      const change = (fromMs: number, toMs: number) =>
        mean(meanPowerW(simulator, fromMs, toMs, HOUR_MS)) -
        mean(meanPowerW(simulator.counterfactual(), fromMs, toMs, HOUR_MS));
      const savedW = -change(startMs, endMs);
      expect(savedW).toBeGreaterThan(350);
      expect(savedW).toBeLessThan(800);
      expect(change(endMs, endMs + HOUR_MS)).toBeGreaterThan(150);
      const backWh = change(endMs, endMs + 8 * HOUR_MS) * 8;
      expect(backWh / (savedW * hours)).toBeGreaterThan(0.85);
      expect(backWh / (savedW * hours)).toBeLessThan(1.1);
    }
  });

  it("heats while it is off if the water gets too cold to wash with", () => {
    const model = heater({ volumeL: 60, people: 5, diversity: 0 });
    const load = loadView("a", 0);
    const fromS = midnightMs / 1_000 + 5 * 3_600;
    const off = span({ kind: "shed", level: 3 }, fromS, fromS + 18 * 3_600);
    const trace = traceOn(model, load, "2026-01-14", [off]);
    const { operating = [], temperatureC = [] } = trace.states ?? {};
    const heats = [...trace.fromS.keys()].filter(
      (at) => (trace.fromS[at] ?? 0) >= fromS && (trace.powerDw[at] ?? 0) > 0,
    );
    expect(heats.length).toBeGreaterThan(0);
    for (const at of heats) {
      if ((trace.fromS[at] ?? 0) >= off.toS) continue;
      expect(operating[at]).toBe(OPERATING_STATE.comfortOverride);
      expect(temperatureC[at]).toBeLessThan(47.01);
    }
    expect(Math.min(...temperatureC)).toBeGreaterThan(10);
  });

  it("gives people what it has left, and no more, once it is colder than they want it", () => {
    const model = heater({ volumeL: 150, people: 12, diversity: 0, comfortFloorC: 5 });
    const off = span({ kind: "shed", level: 3 }, midnightMs / 1_000, midnightMs / 1_000 + 86_399);
    const { states } = traceOn(model, loadView("a", 0), "2026-01-14", [off]);
    const temperatures = [...(states?.temperatureC ?? [])];
    expect(Math.min(...temperatures)).toBeLessThan(20);
    expect(Math.min(...temperatures)).toBeGreaterThan(10.05);
  });

  it("begins a day with what the evening before has left, nearly", () => {
    const model = heater();
    const jumps = Array.from({ length: 200 }, (_, home) => {
      const [today, tomorrow] = ["2026-01-14", "2026-01-15"].map((date) =>
        traceOn(model, loadView(`${home}`, 0), date),
      );
      const lastC = today?.states?.temperatureC?.at(-1) ?? 0;
      return Math.abs((tomorrow?.states?.temperatureC?.[0] ?? 0) - lastC);
    });
    expect(mean(jumps)).toBeLessThan(1.8);
  });

  it("is off under a limit below its rated power", () => {
    const model = { model: "waterHeater", comfortFloorC: 5 } as const;
    const simulator = createSimulator({ fleet: oneModelFleet(model, { count: 50 }) });
    const action = { kind: "powerLimit", limitW: 1_999 } as const;
    const startMs = midnightMs + 7 * HOUR_MS;
    const endMs = startMs + HOUR_MS / 2;
    simulator.receive({ id: "limit", action, startMs, endMs }, midnightMs);
    const { powerW } = simulator.range({ fromMs: startMs, toMs: endMs, stepMs: 60_000 });
    expect(Math.max(...powerW)).toBe(0);
  });

  it.each([
    [{ setpointC: 25 }, /setpointC 25 .*deadbandK above ambientC/],
    [{ comfortFloorC: 60 }, /comfortFloorC 60 .*below setpointC/],
    [{ comfortCeilingC: 55 }, /comfortCeilingC 55 .*above setpointC/],
    [{ people: 13 }, /people/],
  ])("refuses settings that break a rule: %j", (wrong, rule) => {
    const fleet = oneModelFleet({ model: "waterHeater", ...wrong } as never);
    expect(() => createSimulator({ fleet })).toThrow(rule);
  });
});
