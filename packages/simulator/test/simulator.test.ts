import { ManualClock } from "@ven/core/testing";
import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";

const load = (loadId: string, powerW: number) => ({
  loadId,
  kind: "plugs",
  ratedPowerW: 1_000,
  model: { model: "constant", powerW } as const,
});

const fleet = {
  name: "two streets",
  sites: { house: { resourceType: "house", loads: [load("load_0", 100.5), load("load_1", -50)] } },
  vens: [
    { venId: "a", resources: [{ resourceId: "a-{n}", name: "A {n}", site: "house", count: 3 }] },
    { venId: "b", resources: [{ resourceId: "b", name: "B", site: "house" }] },
  ],
};

const DAY_MS = 86_400_000;

describe("a simulator", () => {
  it("gives columns, and one by one the readings in them", () => {
    const simulator = createSimulator({ fleet, clock: new ManualClock() });
    const columns = simulator.range({ fromMs: 0, toMs: 3_000, stepMs: 1_000, venId: "b" });
    expect([...columns.powerW]).toEqual([100.5, 100.5, 100.5, -50, -50, -50]);
    expect([...columns.timestampMs]).toEqual([0, 1_000, 2_000]);
    expect([...columns][3]).toEqual({
      venId: "b",
      resourceId: "b",
      loadId: "load_1",
      timestampMs: 0,
      powerW: -50,
      quality: "OK",
    });
    expect(columns.quality).toBeUndefined();
    expect([...simulator.readAt(5)].map(({ resourceId }) => resourceId)).toEqual([
      "a-1",
      "a-1",
      "a-2",
      "a-2",
      "a-3",
      "a-3",
      "b",
      "b",
    ]);
    const chosen = simulator.readAt(5, { resourceIds: ["a-2"], loadIds: ["load_1"] });
    expect([...chosen]).toMatchObject([{ resourceId: "a-2", loadId: "load_1", powerW: -50 }]);
  });

  it("streams the same in parts", () => {
    const simulator = createSimulator({ fleet });
    const range = { fromMs: 0, toMs: 10_000, stepMs: 1_500, power: "mean" } as const;
    const parts = [...simulator.stream(range, 3)];
    expect(parts.map(({ timestampMs }) => timestampMs.length)).toEqual([3, 3, 1]);
    const whole = simulator.range(range);
    expect(parts.flatMap(({ timestampMs }) => [...timestampMs])).toEqual([...whole.timestampMs]);
  });

  it("counts energy in both directions from the day of installation on", () => {
    const simulator = createSimulator({ fleet: { ...fleet, installedOn: "2025-01-01" } });
    const installedMs = Date.parse("2025-01-01T00:00:00+01:00");
    const at = (loadId: string, atMs: number) =>
      simulator.energyRegister({ resourceId: "a-1", loadId }, atMs);
    const start = at("load_0", installedMs);
    expect(at("load_0", installedMs - DAY_MS)).toEqual(start);
    expect(at("load_0", installedMs + 100 * DAY_MS).importWh - start.importWh).toBe(241_200);
    const exported = at("load_1", installedMs + 90 * 60_000).exportWh;
    expect(exported - at("load_1", installedMs).exportWh).toBe(75);
  });

  it.each([
    [{ ...fleet, timeZone: "Mars" }, /timeZone/],
    [{ ...fleet, vens: [] }, /fleet\.vens/],
    [{ ...fleet, vens: [{ venId: "a", resources: [] }] }, /fleet\.vens/],
    [
      {
        ...fleet,
        vens: [{ venId: "a", resources: [{ resourceId: "x", name: "X", site: "hut" }] }],
      },
      /fleet\.vens\[0\]\.resources\[0\]\.site "hut".*house/,
    ],
    [
      {
        ...fleet,
        vens: [
          { venId: "a", resources: [{ resourceId: "x", name: "X", site: "house", count: 2 }] },
        ],
      },
      /resourceId "x".*\{n\}/,
    ],
    [{ ...fleet, extra: 1 }, /extra/],
  ])("refuses a fleet that breaks a rule, and names the place", (wrong, rule) => {
    expect(() => createSimulator({ fleet: wrong })).toThrow(rule);
  });

  it("refuses what the fleet has not, and more than fits at once", () => {
    const simulator = createSimulator({ fleet });
    expect(() => simulator.readAt(0, { venId: "c" })).toThrow(/venId "c"/);
    expect(() => simulator.readAt(0, { resourceIds: ["a-1", "a-4"] })).toThrow(/resourceIds "a-4"/);
    expect(() => simulator.range({ fromMs: 0, toMs: 1e12, stepMs: 1 })).toThrow(/stream\(\)/);
    expect(() => simulator.range({ fromMs: 0, toMs: 10, stepMs: 0 })).toThrow(/stepMs/);
  });

  it("refuses batches of no steps", () => {
    const simulator = createSimulator({ fleet });
    const range = { fromMs: 0, toMs: 10_000, stepMs: 1_000 };
    expect(() => [...simulator.stream(range, 0)]).toThrow(/batchSteps 0/);
  });

  it("takes what was received before it was made, its weather and its faults, and names what is wrong", () => {
    const heater = { ...load("load_0", 0), model: { model: "electricHeating" } as const };
    const sites = { house: { resourceType: "house", loads: [heater] } };
    const shed = { id: "shed", action: { kind: "shed", level: 3 } as const, startMs: 0 };
    const commands = [{ kind: "command", receivedAtMs: 0, command: shed }] as const;
    const read = (options: object) => {
      const simulator = createSimulator({ fleet: { ...fleet, sites }, ...options });
      const { powerW } = simulator.range({ fromMs: 0, toMs: DAY_MS, stepMs: 900_000 });
      return powerW.reduce((sum, watts) => sum + watts, 0);
    };
    const weather = { temperatureC: () => 30, clearness: () => 1, windMs: () => 0 };
    expect(read({})).toBeGreaterThan(0);
    expect(read({ commands })).toBeLessThan(read({}));
    expect(read({ weather })).toBe(0);
    expect(read({ faults: [{ kind: "zero" }] })).toBe(0);
    expect(() => read({ commands: [...commands, ...commands] })).toThrow(/commands\[1\].*"shed"/);
    expect(() => read({ faults: [{ kind: "fire" }] })).toThrow(/faults\[0\].*fault\.kind/);
  });

  it("does not notice what a caller does with a command or a fault after it was received", () => {
    const simulator = createSimulator({ fleet, clock: new ManualClock(0) });
    const command = { id: "x", action: { kind: "shed" as const, level: 3 as 0 | 3 }, startMs: 0 };
    const fault = { kind: "spike" as const, factor: 7, share: 1 };
    simulator.receive(command);
    simulator.inject(fault);
    const before = [...simulator.readAt().powerW];
    command.action.level = 0;
    fault.factor = 5;
    expect(simulator.commands).toMatchObject([{ command: { action: { level: 3 } } }]);
    expect([...simulator.readAt().powerW]).toEqual(before);
  });
});
