import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import {
  electricHeatingModel,
  electricHeatingSpec,
} from "../../../src/models/electric-heating/electric-heating-model.ts";
import { temperatureAfter } from "../../../src/models/thermal/exponential.ts";
import { addEnergy } from "../../../src/trace/day-trace.ts";
import { OPERATING_STATE } from "../../../src/trace/operating-state.ts";
import { loadView, span, traceOn } from "../../support/load-view.ts";
import { mean, meanPowerW, oneModelFleet } from "../../support/one-model-fleet.ts";

const HOUR_S = 3_600;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KELVIN = Array.from({ length: 60 }, (_, id) => `home-${id}`);

const heating = (settings: object = {}) =>
  electricHeatingModel(electricHeatingSpec.parse({ model: "electricHeating", ...settings }));

const at = (iso: string) => Date.parse(iso) / 1_000;

describe("electric heating", () => {
  it("draws by the closed form of its cycle while the weather stays as it is", () => {
    const model = heating({ diversity: 0, deadbandK: 1 });
    // Full power keeps 21 at -15, people and sun give 4 K; outside it is 0.
    const towards = { onC: 0 + 4 + (21 + 15 - 4), offC: 0 + 4 };
    const onH = 24 * Math.log((towards.onC - 20.5) / (towards.onC - 21.5));
    const offH = 24 * Math.log((21.5 - towards.offC) / (20.5 - towards.offC));
    const sum = { importDws: 0, exportDws: 0 };
    for (const id of KELVIN) {
      const trace = traceOn(model, loadView(id, 0), "2026-01-14");
      addEnergy(trace, trace.startS, trace.endS, sum);
    }
    const duty = sum.importDws / (KELVIN.length * 86_400 * 20_000);
    expect(duty).toBeCloseTo(onH / (onH + offH), 2);
  });

  it("is on or off, and tells so, with the temperature at least once an hour", () => {
    const { fromS, powerDw, states } = traceOn(heating(), loadView("a", -3), "2026-01-14");
    expect(new Set(powerDw)).toEqual(new Set([0, 20_000]));
    powerDw.forEach((power, place) => {
      const { idle, running } = OPERATING_STATE;
      expect(states?.operating?.[place]).toBe(power > 0 ? running : idle);
      expect((fromS[place + 1] ?? 0) - (fromS[place] ?? 0)).toBeLessThanOrEqual(HOUR_S);
    });
    const kept = mean([...(states?.temperatureC ?? [])]);
    expect(Math.abs(kept - 21)).toBeLessThan(1.3);
  });

  it("goes by the seasons: some half of full power in winter, little in summer", () => {
    const simulator = createSimulator({
      fleet: oneModelFleet({ model: "electricHeating" }, { count: 30 }),
    });
    const month = (name: string) =>
      mean(
        meanPowerW(
          simulator,
          Date.parse(`2026-${name}-01`),
          Date.parse(`2026-${name}-29`),
          7 * DAY_MS,
        ),
      );
    const [january, july] = [month("01"), month("07")];
    expect(january).toBeGreaterThan(600);
    expect(january).toBeLessThan(1_400);
    expect(july).toBeLessThan(0.2 * january);
  });

  it("differs from house to house by its diversity, and without any but in phase", () => {
    const dutyOf = (id: string, diversity: number) => {
      const trace = traceOn(heating({ diversity, deadbandK: 0.1 }), loadView(id, 0), "2026-01-14");
      const sum = { importDws: 0, exportDws: 0 };
      addEnergy(trace, trace.startS, trace.endS, sum);
      return sum.importDws / (86_400 * 20_000);
    };
    const spreadOf = (diversity: number) => {
      const duties = KELVIN.map((id) => dutyOf(id, diversity));
      return (Math.max(...duties) - Math.min(...duties)) / mean(duties);
    };
    expect(spreadOf(0.3)).toBeGreaterThan(0.5);
    expect(spreadOf(0.3)).toBeLessThan(1.2);
    expect(spreadOf(0)).toBeLessThan(0.06);
    const [one, other] = KELVIN.map((id) =>
      traceOn(heating({ diversity: 0 }), loadView(id, 0), "2026-01-14"),
    );
    expect(one?.fromS).not.toEqual(other?.fromS);
  });

  it("is cooler at night where it is set back, across midnight, and warms up in the morning", () => {
    const model = heating({ diversity: 0, timeConstantH: 15, nightSetback: { byK: 3 } });
    const hours = Array.from({ length: 24 }, () => [] as number[]);
    const midnightC: number[] = [];
    for (const id of KELVIN) {
      for (const date of ["2026-01-14", "2026-01-15"]) {
        const { fromS, startS, states } = traceOn(model, loadView(id, 0), date);
        fromS.forEach((from, place) => {
          hours[Math.floor((from - startS) / HOUR_S)]?.push(states?.temperatureC?.[place] ?? 0);
        });
        midnightC.push(states?.temperatureC?.[0] ?? 0);
      }
    }
    const byHour = hours.map(mean);
    expect(byHour[20]).toBeCloseTo(21, 0);
    // From 22:00 on it cools; e^(-2 h / 15 h) of 17 K above where it tends to.
    expect(mean(midnightC)).toBeCloseTo(4 + 17 * Math.exp(-2 / 15), 1);
    expect(Math.max(...midnightC) - Math.min(...midnightC)).toBeLessThan(0.6);
    expect(byHour[5]).toBeCloseTo(18, 0);
    expect(byHour[23]).toBeLessThan((byHour[21] ?? 0) - 0.5);
    expect(byHour[9]).toBeGreaterThan(19.5);
  });

  it("is as warm as by day where the set-back only begins at midnight", () => {
    const model = heating({
      diversity: 0,
      nightSetback: { byK: 3, fromHour: 0, toHour: 6 },
    });
    for (const id of KELVIN) {
      const { states } = traceOn(model, loadView(id, 0), "2026-01-14");
      expect(states?.temperatureC?.[0]).toBeGreaterThan(20.7);
    }
  });

  it("heats for comfort's sake whatever is asked, and says so", () => {
    const model = heating({ shedK: [1, 2, 100], timeConstantH: 15, comfortFloorC: 18 });
    const load = loadView("a", -5);
    const event = span(
      { kind: "shed", level: 3 },
      at("2026-01-14T08:00+01:00"),
      at("2026-01-15T08:00+01:00"),
    );
    const { fromS, powerDw, states } = traceOn(model, load, "2026-01-14", [event]);
    const { temperatureC = [], operating = [] } = states ?? {};
    const during = [...fromS.keys()].filter((place) => (fromS[place] ?? 0) >= event.fromS);
    expect(Math.min(...during.map((place) => temperatureC[place] ?? 0))).toBeGreaterThan(17.99);
    const heats = during.filter((place) => (powerDw[place] ?? 0) > 0);
    expect(heats.length).toBeGreaterThan(2);
    // It rests only when it is warmer by a deadband: it does not flutter.
    expect(heats.length).toBeLessThan(40);
    const { comfortOverride, idleCurtailed } = OPERATING_STATE;
    expect(new Set(heats.map((place) => operating[place]))).toEqual(new Set([comfortOverride]));
    expect(during.some((place) => operating[place] === idleCurtailed)).toBe(true);
  });

  it("never heats above comfort, however much is asked for", () => {
    const model = heating({ comfortCeilingC: 23 });
    const hot = { kind: "setpoint", temperatureC: 40 } as const;
    const event = span(hot, at("2026-01-14T00:00+01:00"), at("2026-01-15T00:00+01:00"));
    const { states } = traceOn(model, loadView("a", 0), "2026-01-14", [event]);
    const warmest = Math.max(...(states?.temperatureC ?? []));
    expect(warmest).toBeGreaterThan(22.4);
    expect(warmest).toBeLessThan(23.02);
    const { comfortOverride, runningHeightened } = OPERATING_STATE;
    expect(new Set(states?.operating)).toEqual(new Set([comfortOverride, runningHeightened]));
  });

  it("keeps to a restriction for a while after its end, each house and event for another", () => {
    const model = heating({ longestRestartDelayS: 3_600 });
    const back = (id: string, toS: number) => {
      const offset = { kind: "setpointOffset", offsetK: -5 } as const;
      const event = span(offset, toS - 2 * HOUR_S, toS);
      const { fromS, powerDw } = traceOn(model, loadView(id, -5), "2026-01-14", [event]);
      const first = fromS.findIndex((from, place) => from >= toS && (powerDw[place] ?? 0) > 0);
      return (fromS[first] ?? 0) - toS;
    };
    const toS = at("2026-01-14T12:00+01:00");
    const delays = KELVIN.map((id) => back(id, toS));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(3_600);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(3_000);
    expect(mean(delays)).toBeGreaterThan(1_300);
    expect(mean(delays)).toBeLessThan(2_300);
    expect(back("home-1", toS + 60)).not.toBe(back("home-1", toS));
  });

  it("goes on over midnight as it was, from the day of an event until two days after", () => {
    const model = heating({ diversity: 0 });
    const toS = at("2026-01-15T01:00+01:00");
    const event = span({ kind: "shed", level: 2 }, toS - 4 * HOUR_S, toS);
    for (const id of KELVIN.slice(0, 20)) {
      const days = ["2026-01-14", "2026-01-15", "2026-01-16"].map((date) =>
        traceOn(model, loadView(id, 0), date, [event]),
      );
      for (const [before, after] of [days.slice(0, 2), days.slice(1)]) {
        const last = (before?.fromS.length ?? 0) - 1;
        const lastC = before?.states?.temperatureC?.[last] ?? 0;
        const towardsC = (before?.powerDw[last] ?? 0) > 0 ? 36 : 4;
        const elapsedS = (after?.startS ?? 0) - (before?.fromS[last] ?? 0);
        const expectedC = temperatureAfter(lastC, towardsC, 24 * HOUR_S, elapsedS);
        expect(after?.states?.temperatureC?.[0]).toBeCloseTo(expectedC, 9);
      }
    }
  });

  it("goes on over nearly every midnight of a command that never ends", () => {
    const model = heating({ diversity: 0 });
    const load = loadView("a", 0);
    const fromS = at("2026-01-14T10:00+01:00");
    const endless = span({ kind: "shed", level: 1 }, fromS, Number.POSITIVE_INFINITY);
    const days = Array.from({ length: 40 }, (_, day) =>
      traceOn(model, load, new Date((fromS + 86_400 * day) * 1_000).toISOString().slice(0, 10), [
        endless,
      ]),
    );
    const begunAnew = days.slice(1).filter((after, day) => {
      const before = days[day];
      const last = (before?.fromS.length ?? 0) - 1;
      const towardsC = (before?.powerDw[last] ?? 0) > 0 ? 36 : 4;
      const lastC = before?.states?.temperatureC?.[last] ?? 0;
      const elapsedS = after.startS - (before?.fromS[last] ?? 0);
      const expectedC = temperatureAfter(lastC, towardsC, 24 * HOUR_S, elapsedS);
      return Math.abs((after.states?.temperatureC?.[0] ?? 0) - expectedC) > 1e-9;
    });
    expect(begunAnew.length).toBeLessThan(4);
  });

  it("follows its losses if they are given", () => {
    const mild = heating({ diversity: 0, lossWPerK: 50, deadbandK: 0.1 });
    const sum = { importDws: 0, exportDws: 0 };
    const trace = traceOn(mild, loadView("a", 0), "2026-01-14");
    addEnergy(trace, trace.startS, trace.endS, sum);
    // 50 W/K over 17 K.
    expect(sum.importDws / 864_000).toBeGreaterThan(830);
    expect(sum.importDws / 864_000).toBeLessThan(870);
  });

  it.each([
    [{ designC: 17 }, /designC 17 .*below setpointC/],
    [{ comfortFloorC: 21 }, /comfortFloorC 21 .*below setpointC/],
    [{ comfortCeilingC: 20 }, /comfortCeilingC 20 .*above setpointC/],
    [{ deadbandK: 0 }, /deadbandK/],
    [{ shedK: [1, 2] }, /shedK/],
    [{ colour: "red" }, /colour/],
  ])("refuses settings that break a rule: %j", (wrong, rule) => {
    const fleet = oneModelFleet({ model: "electricHeating", ...wrong } as never);
    expect(() => createSimulator({ fleet })).toThrow(rule);
  });
});
