import { createSimulator, type FleetSpecInput, type Recording } from "@ven/simulator";
import { describe, expect, it } from "vitest";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
const START_MS = Date.UTC(2025, 0, 6);

/** Sixteen days of hours, in which the power of meter `a` is the number of the hour. */
function recording(changes: Partial<Recording> = {}): Recording {
  const stepCount = changes.stepCount ?? 16 * 24;
  const a = Float64Array.from({ length: stepCount }, (_, hour) => hour);
  const meters: Readonly<Record<string, Float64Array>> = { a, b: a.map((power) => -power) };
  return {
    meterIds: ["a", "b"],
    loadIdsOf: () => ["load_0"],
    firstAtMs: START_MS,
    stepMs: HOUR_MS,
    stepCount,
    powersW: (meterId, loadId) => (loadId === "load_0" ? meters[meterId] : undefined),
    ...changes,
  };
}

type Model = NonNullable<FleetSpecInput["sites"][string]["loads"][number]["model"]>;

function fleet(settings: object, count = 1): FleetSpecInput {
  const model = { model: "replay", recording: "homes", ...settings } as Model;
  const load = { loadId: "load_0", kind: "home", ratedPowerW: 1, model };
  return {
    name: "recorded homes",
    timeZone: "UTC",
    sites: { home: { resourceType: "home", loads: [load] } },
    vens: [
      {
        venId: "v",
        resources: [{ resourceId: "home-{n}", name: "Home {n}", site: "home", count }],
      },
    ],
  };
}

function open(settings: object, homes: Recording = recording(), count = 1) {
  return createSimulator({ fleet: fleet(settings, count), recordings: { homes } });
}

describe("replay", () => {
  it("plays what was recorded at its own instants, and over again before and after", () => {
    const simulator = open({ meterId: "a" });
    const at = (ms: number) => simulator.readAt(ms).powerW[0];
    expect(at(START_MS + 5 * HOUR_MS)).toBe(5);
    expect(at(START_MS + 6 * HOUR_MS - 1)).toBe(5);
    expect(at(START_MS + 16 * DAY_MS)).toBe(0);
    expect(at(START_MS - HOUR_MS)).toBe(16 * 24 - 1);
    expect(at(START_MS - 160 * DAY_MS + 3 * HOUR_MS)).toBe(3);
  });

  it("keeps weekdays where it wraps by whole weeks", () => {
    const simulator = open({ meterId: "a", wrap: "weeks" });
    const at = (ms: number) => simulator.readAt(ms).powerW[0];
    expect(at(START_MS + 14 * DAY_MS - HOUR_MS)).toBe(14 * 24 - 1);
    expect(at(START_MS + 14 * DAY_MS + 7 * HOUR_MS)).toBe(7);
    expect(at(START_MS - 7 * DAY_MS)).toBe(7 * 24);
  });

  it("gives the same in one range as instant by instant, whatever the step", () => {
    const simulator = open({ meterId: "a", wrap: "weeks" });
    for (const stepMs of [900_000, HOUR_MS, 5 * HOUR_MS, 400 * HOUR_MS, 1_234_567]) {
      const fromMs = START_MS - 3 * DAY_MS + 17;
      const { powerW, timestampMs } = simulator.range({
        fromMs,
        toMs: fromMs + 9 * stepMs,
        stepMs,
      });
      const single = [...timestampMs].map((ms) => simulator.readAt(ms).powerW[0]);
      expect([...powerW]).toEqual(single);
    }
  });

  it("counts energy over the seam of two laps, both ways", () => {
    const simulator = open({ meterId: "b" });
    const register = (ms: number) =>
      simulator.energyRegister({ resourceId: "home-1", loadId: "load_0" }, ms);
    const before = register(START_MS + 16 * DAY_MS - 2 * HOUR_MS);
    const after = register(START_MS + 16 * DAY_MS + 3 * HOUR_MS);
    expect(after.exportWh - before.exportWh).toBe(382 + 383 + 0 + 1 + 2);
    expect(after.importWh).toBe(before.importWh);
  });

  it("lets each site draw a meter and a week of its own, the same each time", () => {
    const settings = { wrap: "weeks", shiftWeeks: true, scale: 0.5 };
    const simulator = open(settings, recording(), 200);
    const powers = [...simulator.readAt(START_MS + HOUR_MS).powerW];
    const kinds = new Set(powers);
    expect(kinds).toEqual(new Set([0.5, 84.5, -0.5, -84.5]));
    expect([...open(settings, recording(), 200).readAt(START_MS + HOUR_MS).powerW]).toEqual(powers);
  });

  it("does not know what was not recorded, and counts it as nothing", () => {
    const gap = Float64Array.of(100, Number.NaN, 300);
    const homes = recording({ stepCount: 3, powersW: () => gap });
    const simulator = open({ meterId: "a" }, homes);
    const range = { fromMs: START_MS, toMs: START_MS + 3 * HOUR_MS, stepMs: HOUR_MS };
    expect([...simulator.range(range).powerW]).toEqual([100, Number.NaN, 300]);
    const register = (ms: number) =>
      simulator.energyRegister({ resourceId: "home-1", loadId: "load_0" }, ms).importWh;
    expect(register(range.toMs) - register(range.fromMs)).toBe(400);
  });

  it.each([
    [{ recording: "offices" }, {}, /model\.recording "offices".*there are homes/],
    [{ meterId: "z" }, {}, /model\.meterId "z".*the recording has a, b/],
    [{ meterId: "a", loadId: "load_9" }, {}, /model\.loadId "load_9".*the recording has load_0/],
    [{ wrap: "weeks" }, { stepCount: 167 }, /model\.wrap.*span a week/],
    [{ shiftWeeks: true }, {}, /model\.shiftWeeks.*it needs wrap "weeks"/],
    [{}, { stepMs: 1_500 }, /step must be whole seconds/],
    [{}, { firstAtMs: 1 }, /first instant must be whole seconds/],
    [{ meter: "a" }, {}, /meter/],
  ])("refuses %o of %o, and says what to do", (settings, changes, rule) => {
    expect(() => open(settings, recording(changes))).toThrow(rule);
  });

  it("says so where there are no recordings at all", () => {
    expect(() => createSimulator({ fleet: fleet({}) })).toThrow(/give the simulator `recordings`/);
  });
});
