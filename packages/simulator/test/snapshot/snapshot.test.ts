import { ManualClock } from "@ven/core/testing";
import {
  createSimulator,
  restoreSimulator,
  type SimulatorSnapshot,
  type Weather,
} from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, restless } from "../support/metered-fleet.ts";

const NOON_MS = Date.parse("2025-03-04T12:00:00Z");
const HOUR_MS = 3_600_000;

const fleet = houses(10, [restless()], {
  meter: { accuracyClass: 1, noiseW: 3, gaps: { share: 0.1, meanLengthS: 1_800 } },
  faults: [{ kind: "spike", share: 0.1 }],
});

/** A simulator to which much has happened. */
async function busy() {
  const clock = new ManualClock(NOON_MS);
  const simulator = createSimulator({
    fleet,
    seed: 42,
    clock,
    faults: [{ kind: "zero", startMs: NOON_MS + HOUR_MS, targets: { resourceIds: ["house-3"] } }],
  });
  simulator.receive({ id: "a", action: { kind: "shed", level: 2 }, startMs: NOON_MS + HOUR_MS });
  const injection = simulator.inject({ kind: "sign", targets: { resourceIds: ["house-1"] } });
  await clock.advance(HOUR_MS);
  simulator.cancel("a");
  injection.remove();
  simulator.inject({ kind: "stuck", targets: { resourceIds: ["house-2"] } });
  return simulator;
}

const range = { fromMs: NOON_MS - HOUR_MS, toMs: NOON_MS + 4 * HOUR_MS, stepMs: 300_000 };

describe("a snapshot", () => {
  it("makes the same simulator again, by way of JSON: same readings, same registers, same snapshot", async () => {
    const simulator = await busy();
    const text = JSON.stringify(simulator.snapshot());
    const clock = new ManualClock(NOON_MS + HOUR_MS);
    const restored = restoreSimulator(JSON.parse(text), { clock });
    expect(restored.range(range)).toMatchObject({
      powerW: simulator.range(range).powerW,
      quality: simulator.range(range).quality,
    });
    const load = { resourceId: "house-1", loadId: "load_0" };
    expect(restored.energyRegister(load)).toEqual(simulator.energyRegister(load));
    expect(JSON.stringify(restored.snapshot())).toBe(text);
    expect(restored.counterfactual().snapshot().faults).toEqual(simulator.snapshot().faults);
  });

  it("is a few kB, however many sites the fleet has", async () => {
    const simulator = await busy();
    expect(JSON.stringify(simulator.snapshot()).length).toBeLessThan(16_000);
    const small = createSimulator({ fleet: houses(10_000, [{ kind: "plugs" }]) });
    expect(JSON.stringify(small.snapshot()).length).toBeLessThan(2_000);
  });

  it("goes on from where its clock was", async () => {
    const simulator = await busy();
    const restored = restoreSimulator(simulator.snapshot());
    const now = restored.clock.now();
    expect(now).toBeGreaterThanOrEqual(NOON_MS + HOUR_MS);
    expect(now).toBeLessThan(NOON_MS + HOUR_MS + 60_000);
  });

  it("needs the weather that the simulator was given", () => {
    const weather: Weather = { temperatureC: () => 5, clearness: () => 1, windMs: () => 3 };
    const snapshot = createSimulator({ fleet, weather }).snapshot();
    expect(() => restoreSimulator(snapshot)).toThrow(/weather/);
    expect(restoreSimulator(snapshot, { weather }).snapshot().hasOwnWeather).toBe(true);
  });

  it.each<[(snapshot: SimulatorSnapshot) => object, RegExp]>([
    [() => ({}), /snapshot/],
    [(good) => ({ ...good, version: 2 }), /snapshot\.version/],
    [(good) => ({ ...good, fleet: { ...good.fleet, timeZone: 5 } }), /snapshot\.fleet\.timeZone/],
    [(good) => ({ ...good, extra: 1 }), /extra/],
    [
      (good) => ({
        ...good,
        commands: [{ kind: "command", receivedAtMs: 0, command: { id: "x", startMs: 0 } }],
      }),
      /commands\[0\].*command action/,
    ],
    [(good) => ({ ...good, commands: [7] }), /snapshot\.commands\[0\]/],
    [
      (good) => ({ ...good, commands: [{ kind: "comand", receivedAtMs: 0 }] }),
      /commands\[0\].*kind/,
    ],
    [
      (good) => ({ ...good, commands: [{ kind: "cancel", receivedAtMs: 0, commandId: "nobody" }] }),
      /commands\[0\].*nobody/,
    ],
    [
      (good) => ({ ...good, faults: [{ kind: "inject", fault: { kind: "fire" } }] }),
      /snapshot\.faults\[0\]\.fault\.kind/,
    ],
    [
      (good) => ({ ...good, faults: [{ kind: "remove", injection: 7, atMs: 0 }] }),
      /faults\[0\].*7/,
    ],
  ])("that breaks a rule is refused by the place: case %#", async (spoil, place) => {
    const good = (await busy()).snapshot();
    expect(() => restoreSimulator(spoil(good))).toThrow(place);
  });
});
