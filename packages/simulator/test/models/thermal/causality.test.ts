import { type Command, createSimulator, type Simulator } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneModelFleet } from "../../support/one-model-fleet.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const fromMs = Date.parse("2026-02-02T00:00:00+01:00");
const toMs = fromMs + 3 * DAY_MS;

const FLEETS = [
  oneModelFleet(
    { model: "electricHeating", nightSetback: { fromHour: 23.5 } },
    { count: 3, people: {} },
  ),
  oneModelFleet({ model: "heatPump" }, { count: 3, people: {} }),
  oneModelFleet({ model: "heatPump", isModulating: true }, { count: 3, people: {} }),
  oneModelFleet({ model: "waterHeater" }, { count: 3, people: {} }),
] as const;

const actions: fc.Arbitrary<Command["action"]> = fc.oneof(
  fc.record({ kind: fc.constant("shed" as const), level: fc.constantFrom(1, 2, 3) }),
  fc.record({ kind: fc.constant("powerLimit" as const), limitW: fc.constantFrom(0, 500, 1_500) }),
  fc.record({ kind: fc.constant("setpointOffset" as const), offsetK: fc.constantFrom(-3, -1, 2) }),
  fc.record({ kind: fc.constant("price" as const), perKwh: fc.constantFrom(0.1, 0.5, 2) }),
);

/** A command that begins some time after it is received; minutes from `fromMs` on. */
const orders = fc.record({
  action: actions,
  receivedMin: fc.integer({ min: 0, max: 2 * 1_440 }),
  inMin: fc.integer({ min: -60, max: 600 }),
  lengthMin: fc.integer({ min: 1, max: 900 }),
});

type Order = typeof orders extends fc.Arbitrary<infer One> ? One : never;

function receive(simulator: Simulator, id: string, order: Order): number {
  const receivedMs = fromMs + order.receivedMin * MINUTE_MS;
  const startMs = receivedMs + order.inMin * MINUTE_MS;
  const endMs = startMs + order.lengthMin * MINUTE_MS;
  simulator.receive({ id, action: order.action, startMs, endMs }, receivedMs);
  return receivedMs;
}

const byReceipt = (one: Order, other: Order) => one.receivedMin - other.receivedMin;

const readings = (simulator: Simulator, untilMs: number) =>
  simulator.range({ fromMs, toMs: untilMs, stepMs: 5 * MINUTE_MS }).powerW;

describe("thermal loads and what they are told", () => {
  it("are the same to the last bit before a command is received, whatever else was", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FLEETS),
        fc.array(orders, { minLength: 1, maxLength: 4 }).map((list) => list.sort(byReceipt)),
        (fleet, list) => {
          const told = createSimulator({ fleet });
          list.forEach((order, place) => {
            const before = createSimulator({ fleet });
            for (let at = 0; at < place; at += 1) receive(before, `${at}`, list[at] as Order);
            const receivedMs = receive(told, `${place}`, order);
            const untilMs = Math.max(receivedMs, fromMs + 1);
            expect(readings(told, untilMs)).toEqual(readings(before, untilMs));
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  it("are the same until a cancellation as if there were none, and the same in any order of reading", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FLEETS),
        orders,
        fc.integer({ min: 0, max: 900 }),
        (...all) => {
          const [fleet, order, afterMin] = all;
          const told = createSimulator({ fleet });
          const cancelled = createSimulator({ fleet });
          receive(told, "one", order);
          const cancelMs = receive(cancelled, "one", order) + afterMin * MINUTE_MS;
          const early = readings(cancelled, toMs);
          cancelled.cancel("one", cancelMs);
          const steps = Math.max(1, Math.ceil((cancelMs - fromMs) / (5 * MINUTE_MS)));
          const kept = readings(cancelled, toMs);
          for (let row = 0; row < 3; row += 1) {
            const first = (row * kept.length) / 3;
            expect(kept.slice(first, first + steps)).toEqual(early.slice(first, first + steps));
          }
          const lateFirst = createSimulator({ fleet });
          receive(lateFirst, "one", order);
          lateFirst.cancel("one", cancelMs);
          lateFirst.range({ fromMs: toMs - DAY_MS, toMs, stepMs: HOUR_MS });
          expect(readings(lateFirst, toMs)).toEqual(kept);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("are the same whichever load and day is read first", () => {
    for (const fleet of FLEETS) {
      const command = { kind: "setpointOffset", offsetK: -1 } as const;
      const simulators = [0, 1].map(() => {
        const simulator = createSimulator({ fleet });
        const event = { startMs: fromMs + 30 * HOUR_MS, endMs: fromMs + 33 * HOUR_MS };
        simulator.receive({ id: "event", action: command, ...event }, fromMs);
        return simulator;
      });
      const [inOrder, shuffled] = simulators;
      const places = [0, 1, 2].flatMap((day) => ["r1", "r2", "r3"].map((id) => [id, day] as const));
      const read = (simulator: Simulator | undefined, [id, day]: readonly [string, number]) =>
        simulator?.range({
          fromMs: fromMs + day * DAY_MS,
          toMs: fromMs + (day + 1) * DAY_MS,
          stepMs: 10 * MINUTE_MS,
          resourceIds: [id],
        }).powerW;
      const first = new Map(places.map((place) => [place, read(inOrder, place)]));
      fc.assert(
        fc.property(fc.shuffledSubarray(places), (some) => {
          for (const place of some) expect(read(shuffled, place)).toEqual(first.get(place));
        }),
        { numRuns: 5 },
      );
    }
  });

  it("are those of the fleet without commands in the counterfactual, and where a command is void", () => {
    for (const fleet of FLEETS) {
      const plain = readings(createSimulator({ fleet }), toMs);
      const told = createSimulator({ fleet });
      const action = { kind: "shed", level: 3 } as const;
      told.receive({ id: "late", action, startMs: fromMs + 2 * DAY_MS }, fromMs);
      expect(readings(told, toMs)).not.toEqual(plain);
      expect(readings(told.counterfactual(), toMs)).toEqual(plain);
      told.cancel("late", fromMs + DAY_MS);
      expect(readings(told, toMs)).toEqual(plain);
      const harmless = { kind: "powerLimit", limitW: 50_000 } as const;
      told.receive({ id: "harmless", action: harmless, startMs: fromMs }, fromMs + DAY_MS);
      told.receive(
        { id: "nothing", action: { kind: "shed", level: 0 }, startMs: fromMs },
        fromMs + DAY_MS,
      );
      expect(readings(told, toMs)).toEqual(plain);
    }
  });

  it("are their baseline again two days after, and follow a command that never ends for months", () => {
    const fleet = oneModelFleet({ model: "electricHeating" }, { count: 20 });
    const told = createSimulator({ fleet });
    const shed = { kind: "shed", level: 2 } as const;
    told.receive({ id: "short", action: shed, startMs: fromMs, endMs: fromMs + HOUR_MS }, fromMs);
    const days = { fromMs: fromMs + 3 * DAY_MS, toMs: fromMs + 5 * DAY_MS, stepMs: HOUR_MS };
    const usual = told.counterfactual();
    expect(told.range(days).powerW).toEqual(usual.range(days).powerW);
    told.receive({ id: "long", action: shed, startMs: fromMs + 5 * DAY_MS }, fromMs + 5 * DAY_MS);
    const months = { fromMs: fromMs + 8 * DAY_MS, toMs: fromMs + 60 * DAY_MS, stepMs: HOUR_MS };
    const sum = (simulator: Simulator) =>
      simulator.range(months).powerW.reduce((total, powerW) => total + powerW, 0);
    // 2 K of some 17 between the rooms, free heat apart, and the outside.
    const share = sum(told) / sum(usual);
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(0.93);
  });
});

describe("registers of thermal loads", () => {
  it.each(["2026-03-28T00:00:00+01:00", "2026-10-24T00:00:00+02:00"])(
    "count what is drawn through events and changes of the clock, from %s on",
    (start) => {
      const firstMs = Date.parse(start);
      for (const fleet of FLEETS) {
        const simulator = createSimulator({ fleet });
        const action = { kind: "shed", level: 3 } as const;
        const event = { startMs: firstMs + 20.3 * HOUR_MS, endMs: firstMs + 26.7 * HOUR_MS };
        simulator.receive({ id: "event", action, ...event }, firstMs);
        const hours = { fromMs: firstMs, toMs: firstMs + 73 * HOUR_MS, stepMs: 7 * MINUTE_MS };
        const { powerW, timestampMs } = simulator.range({ ...hours, power: "mean" });
        const lastMs = firstMs + timestampMs.length * hours.stepMs;
        const register = (n: number, atMs: number) =>
          simulator.energyRegister({ resourceId: `r${n}`, loadId: "l" }, atMs);
        for (const n of [1, 2, 3]) {
          const own = powerW.subarray((n - 1) * timestampMs.length, n * timestampMs.length);
          const drawnWh = own.reduce((sum, power) => sum + (power * 7) / 60, 0);
          const [from, to] = [register(n, firstMs), register(n, lastMs)];
          expect(Math.abs(to.importWh - from.importWh - drawnWh)).toBeLessThan(1.001);
          expect(to.exportWh).toBe(from.exportWh);
        }
      }
    },
  );
});
