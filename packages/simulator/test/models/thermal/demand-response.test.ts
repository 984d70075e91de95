import { type Command, createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { mean, meanPowerW, OBEDIENT, oneModelFleet } from "../../support/one-model-fleet.ts";

const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;

/** A winter day, 00:00 in Denmark, and the event of most tests: two hours from 17:00 on. */
const midnightMs = Date.parse("2026-01-14T00:00:00+01:00");
const startMs = midnightMs + 17 * HOUR_MS;
const endMs = startMs + 2 * HOUR_MS;

const twoKelvin = { kind: "setpointOffset", offsetK: -2 } as const;
const house = { model: "electricHeating", timeConstantH: 20 } as const;
const alike = { ...house, diversity: 0, longestRestartDelayS: 0 } as const;

/** What a fleet draws with and without an event, W of each load in half hours from its start on. */
function response(
  fleet: FleetSpecInput,
  action: Command["action"],
  { fromMs = startMs, toMs = endMs } = {},
) {
  const simulator = createSimulator({ fleet });
  simulator.receive({ id: "event", action, startMs: fromMs, endMs: toMs }, midnightMs);
  const untilMs = toMs + 9 * HOUR_MS;
  const withEvent = meanPowerW(simulator, fromMs, untilMs, HALF_HOUR_MS);
  const without = meanPowerW(simulator.counterfactual(), fromMs, untilMs, HALF_HOUR_MS);
  const eventSteps = (toMs - fromMs) / HALF_HOUR_MS;
  const changeWh = (fromStep: number, toStep: number) =>
    withEvent
      .slice(fromStep, toStep)
      .reduce((sum, powerW, step) => sum + (powerW - (without[fromStep + step] ?? 0)) / 2, 0);
  const ratio = withEvent.map((powerW, step) => powerW / (without[step] ?? 0));
  return {
    duringEvent: mean(ratio.slice(0, eventSteps)),
    peakAfter: Math.max(...ratio.slice(eventSteps)),
    /** Of the load from three hours after the event on: farthest from what it is without the event. */
    ringing: Math.max(...ratio.slice(eventSteps + 6).map((share) => Math.abs(share - 1))),
    eventWh: changeWh(0, eventSteps),
    afterWh: (hours: number) => changeWh(eventSteps, eventSteps + 2 * hours),
  };
}

describe("heating that is asked to be 2 K cooler for two hours", () => {
  it("draws nothing meanwhile, and most of what it saved comes back within six hours", () => {
    const { duringEvent, eventWh, afterWh } = response(
      oneModelFleet(house, { count: 500 }),
      twoKelvin,
    );
    expect(duringEvent).toBeLessThan(0.02);
    expect(eventWh).toBeLessThan(-800);
    const share = -afterWh(6) / eventWh;
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1);
  });

  it("rings for hours where all houses are alike and come back at once", () => {
    const { peakAfter, ringing } = response(oneModelFleet(alike, { count: 500 }), twoKelvin);
    expect(peakAfter).toBeGreaterThan(2.2);
    expect(ringing).toBeGreaterThan(0.8);
  });

  it.each([
    ["electricHeating", { model: "electricHeating" }],
    ["heatPump", { model: "heatPump" }],
    ["heatPump that modulates", { model: "heatPump", isModulating: true }],
  ] as const)(
    "settles within 10 %% three hours later where houses, delays and people differ: %s",
    (_, model) => {
      const fleet = oneModelFleet(model, { count: 2_500, people: {} });
      const { duringEvent, peakAfter, ringing } = response(fleet, twoKelvin);
      expect(duringEvent).toBeGreaterThan(0.1);
      expect(duringEvent).toBeLessThan(0.25);
      expect(peakAfter).toBeLessThan(3.5);
      expect(ringing).toBeLessThan(0.1);
    },
  );

  it("comes back later and lower the longer restarts are spread", () => {
    const spread = (longestRestartDelayS: number) =>
      response(oneModelFleet({ ...house, longestRestartDelayS }, { count: 400 }), twoKelvin);
    const none = spread(0);
    const hours = spread(7_200);
    expect(hours.peakAfter).toBeLessThan(0.8 * none.peakAfter);
    expect(hours.afterWh(1)).toBeLessThan(0.6 * none.afterWh(1));
  });
});

describe("heating that is asked to do without", () => {
  const level = (shedLevel: 1 | 2 | 3, hours: number, model: object = house) =>
    response(
      oneModelFleet({ ...house, ...model }, { count: 300 }),
      { kind: "shed", level: shedLevel },
      { toMs: startMs + hours * HOUR_MS },
    );

  it("saves more the higher the level, over hours", () => {
    const saved = ([1, 2, 3] as const).map((shedLevel) => -level(shedLevel, 6).eventWh);
    expect(saved[0]).toBeGreaterThan(500);
    expect(saved[1]).toBeGreaterThan(1.3 * (saved[0] ?? 0));
    expect(saved[2]).toBeGreaterThan(1.1 * (saved[1] ?? 0));
  });

  it("comes back when it gets too cold for comfort, where the steps are as large as can be", () => {
    const off = { shedK: [1, 2, 100] as [number, number, number] };
    const short = level(3, 3, off);
    expect(short.duringEvent).toBeLessThan(0.02);
    const long = level(3, 24, off);
    expect(long.duringEvent).toBeGreaterThan(0.3);
  });

  it("draws at most what it is limited to", () => {
    const simulator = createSimulator({ fleet: oneModelFleet(house, { count: 40 }) });
    const limit = { kind: "powerLimit", limitW: 700.05 } as const;
    simulator.receive({ id: "limit", action: limit, startMs, endMs }, midnightMs);
    const { powerW } = simulator.range({ fromMs: startMs, toMs: endMs, stepMs: 10_000 });
    expect(new Set(powerW)).toEqual(new Set([0, 700]));
  });
});

describe("heating that is asked for more", () => {
  it("stores heat ahead of a dear hour, and draws less afterwards", () => {
    const fleet = oneModelFleet(house, { count: 400 });
    const { eventWh, afterWh } = response(fleet, { kind: "setpointOffset", offsetK: 1.5 });
    expect(eventWh).toBeGreaterThan(400);
    expect(afterWh(6)).toBeLessThan(-0.6 * eventWh);
  });

  it("keeps the temperature that it is told, or another by what it is told", () => {
    const fleet = oneModelFleet({ ...house, diversity: 0 }, { count: 200 });
    const told = response(fleet, { kind: "setpoint", temperatureC: 22.5 });
    const shifted = response(fleet, { kind: "setpointOffset", offsetK: 1.5 });
    expect(told.eventWh).toBe(shifted.eventWh);
  });
});

describe("prices", () => {
  it("are obeyed by those who watch them, and by the more the higher they are", () => {
    const people = { ...OBEDIENT, priceWatchers: 0.5 };
    const fleet = oneModelFleet(house, { count: 400, people });
    const saved = (perKwh: number) => response(fleet, { kind: "price", perKwh }).duringEvent;
    expect(saved(0.3)).toBe(1);
    expect(saved(3)).toBeGreaterThan(0.4);
    expect(saved(3)).toBeLessThan(0.6);
  });
});
