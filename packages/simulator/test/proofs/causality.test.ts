import {
  type CommandAction,
  type CommandLogEntry,
  createSimulator,
  type Simulator,
} from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyModelFleet, everyModelLoadIds, recordings } from "../support/every-model-fleet.ts";

const HOUR_MS = 3_600_000;
/** Clocks change on the second of these days. */
const FROM_MS = Date.parse("2026-03-28T00:00:00Z");
const HOURS = 4 * 24;
const TO_MS = FROM_MS + HOURS * HOUR_MS;

const fleet = everyModelFleet(["one", "two"], {
  // So that commands tell on nearly all loads, and people give up now and then.
  people: { optOutShare: 0.05, optOutPerHour: 0.2, longestDelayS: 300, priceWatchers: 0.9 },
});

const action: fc.Arbitrary<CommandAction> = fc.oneof(
  fc.record({ kind: fc.constant("shed" as const), level: fc.constantFrom(0, 1, 2, 3) }),
  fc.record({
    kind: fc.constant("powerLimit" as const),
    limitW: fc.integer({ min: 0, max: 6_000 }),
  }),
  fc.record({
    kind: fc.constant("setpoint" as const),
    temperatureC: fc.integer({ min: 12, max: 60 }),
  }),
  fc.record({
    kind: fc.constant("setpointOffset" as const),
    offsetK: fc.integer({ min: -6, max: 6 }),
  }),
  fc.record({ kind: fc.constant("price" as const), perKwh: fc.constantFrom(0, 0.3, 1, 5) }),
  fc.record({
    kind: fc.constant("dispatch" as const),
    powerW: fc.integer({ min: -5_000, max: 5_000 }),
  }),
);

/** A command, and after how long it is taken back, if it is. */
const asked = fc.record({
  action,
  receivedMs: fc.integer({ min: 0, max: HOURS * HOUR_MS }),
  leadMs: fc.oneof(fc.constant(0), fc.integer({ min: -2 * HOUR_MS, max: 6 * HOUR_MS })),
  lengthMs: fc.option(fc.integer({ min: 60_000, max: 10 * HOUR_MS }), { nil: undefined }),
  cancelledAfterMs: fc.option(fc.integer({ min: 0, max: 10 * HOUR_MS }), { nil: undefined }),
  isTargeted: fc.boolean(),
  priority: fc.integer({ min: 0, max: 2 }),
});

/** All that is received, in order. */
const log = fc.array(asked, { minLength: 1, maxLength: 5 }).map((commands) => {
  const entries = commands.flatMap((one, at): CommandLogEntry[] => {
    const id = `c${at}`;
    const receivedAtMs = FROM_MS + one.receivedMs;
    const startMs = receivedAtMs + one.leadMs;
    const command = {
      id,
      action: one.action,
      startMs,
      priority: one.priority,
      ...(one.lengthMs === undefined ? {} : { endMs: startMs + one.lengthMs }),
      ...(one.isTargeted ? { targets: { resourceIds: ["one"] } } : {}),
    };
    const { cancelledAfterMs } = one;
    const begun: CommandLogEntry = { kind: "command", receivedAtMs, command };
    if (cancelledAfterMs === undefined) return [begun];
    return [
      begun,
      { kind: "cancel", receivedAtMs: receivedAtMs + cancelledAfterMs, commandId: id },
    ];
  });
  return entries.sort((a, b) => a.receivedAtMs - b.receivedAtMs);
});

function open(entries: readonly CommandLogEntry[] = []): Simulator {
  const simulator = createSimulator({ fleet, recordings });
  for (const entry of entries) {
    if (entry.kind === "command") simulator.receive(entry.command, entry.receivedAtMs);
    else simulator.cancel(entry.commandId, entry.receivedAtMs);
  }
  return simulator;
}

const STEP_MS = 7 * 60_000 + 13_000;

/** Powers of a simulator, load by load, before an instant, to its last millisecond. */
function before(simulator: Simulator, atMs: number): Record<string, number[]> {
  const wide = simulator.range({ fromMs: FROM_MS, toMs: Math.max(FROM_MS, atMs), stepMs: STEP_MS });
  const last = simulator.range({ fromMs: atMs - 90_000, toMs: atMs, stepMs: 4_499 });
  const rows: Record<string, number[]> = {};
  for (const columns of [wide, last]) {
    const { length } = columns.timestampMs;
    for (let row = 0; row < columns.loads.length; row += 1) {
      const { resourceId, loadId } = columns.name(row);
      const powers = [...columns.powerW.subarray(row * length, (row + 1) * length)];
      const name = `${resourceId}/${loadId}`;
      rows[name] = [...(rows[name] ?? []), ...powers];
    }
  }
  return rows;
}

describe("what is received", () => {
  it("changes no reading before it was received, whatever comes later", () => {
    fc.assert(
      fc.property(log, (entries) => {
        const all = open(entries);
        const cut = entries.length - 1;
        entries.forEach((entry, at) => {
          if (at !== cut && at !== 0) return;
          const earlier = open(entries.slice(0, at));
          expect(before(all, entry.receivedAtMs)).toEqual(before(earlier, entry.receivedAtMs));
        });
      }),
      { numRuns: 8 },
    );
  });

  it("gives the same whether it came before or between readings", () => {
    fc.assert(
      fc.property(log, (entries) => {
        const atOnce = open(entries);
        const simulator = open();
        for (const entry of entries) {
          before(simulator, entry.receivedAtMs);
          if (entry.kind === "command") simulator.receive(entry.command, entry.receivedAtMs);
          else simulator.cancel(entry.commandId, entry.receivedAtMs);
        }
        expect(before(simulator, TO_MS)).toEqual(before(atOnce, TO_MS));
      }),
      { numRuns: 8 },
    );
  });

  it("is as if it had never come once it is taken back before it begins", () => {
    const startMs = FROM_MS + 10 * HOUR_MS;
    const simulator = open();
    simulator.receive({ id: "a", action: { kind: "shed", level: 3 }, startMs }, FROM_MS);
    simulator.receive(
      { id: "b", action: { kind: "dispatch", powerW: 2_000 }, startMs },
      FROM_MS + 1,
    );
    simulator.cancel("a", startMs - 1_000);
    simulator.cancel("b", startMs);
    expect(before(simulator, TO_MS)).toEqual(before(open(), TO_MS));
  });

  it("leaves the counterfactual as the fleet without commands", () => {
    fc.assert(
      fc.property(log, (entries) => {
        expect(before(open(entries).counterfactual(), TO_MS)).toEqual(before(open(), TO_MS));
      }),
      { numRuns: 4 },
    );
  });
});

describe("a power limit of 0 W", () => {
  const startMs = FROM_MS + 36 * HOUR_MS;
  /** Who obeys nothing. */
  const deaf = ["constant", "profile", "replay"];

  it("tells on every load that can obey, and not on who is not asked", () => {
    const commanded = open();
    const targets = { resourceIds: ["one"] };
    commanded.receive(
      { id: "a", action: { kind: "powerLimit", limitW: 0 }, startMs, targets },
      startMs,
    );
    const with0 = before(commanded, TO_MS);
    const without = before(open(), TO_MS);
    for (const loadId of everyModelLoadIds) {
      expect(with0[`two/${loadId}`]).toEqual(without[`two/${loadId}`]);
      if (deaf.includes(loadId)) expect(with0[`one/${loadId}`]).toEqual(without[`one/${loadId}`]);
    }
    const changed = everyModelLoadIds.filter(
      (id) => `${with0[`one/${id}`]}` !== `${without[`one/${id}`]}`,
    );
    // One or the other may have opted out.
    expect(changed.length).toBeGreaterThanOrEqual(everyModelLoadIds.length - deaf.length - 2);
  });
});
