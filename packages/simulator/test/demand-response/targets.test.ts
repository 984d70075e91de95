import { ManualClock } from "@ven/core/testing";
import { type CommandTargets, createSimulator, type Fault, restoreSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses } from "../support/metered-fleet.ts";

const START_MS = Date.parse("2026-01-14T16:00:00Z");
const RANGE = { fromMs: START_MS, toMs: START_MS + 4 * 3_600_000, stepMs: 300_000 };

const people = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 };

/** Two sites with a car whose kind is not the name of its model, and lights. */
const fleet = houses(
  2,
  [
    { kind: "charger", model: { model: "commercial", site: "shop", part: "general" } },
    { kind: "lighting", model: { model: "commercial", site: "shop", part: "lighting" } },
    { kind: "oven", model: { model: "profile", values: Array(24).fill(500), unit: "W" } },
    { kind: "profile", model: { model: "constant" } },
  ],
  { people },
);

const make = (options = {}) =>
  createSimulator({ fleet, clock: new ManualClock(START_MS), ...options });

const command = (targets: unknown) =>
  ({
    id: "limit",
    action: { kind: "powerLimit", limitW: 0 },
    startMs: START_MS,
    targets: targets as CommandTargets,
  }) as const;

const fault = (targets: unknown) =>
  ({ kind: "zero", isSilent: true, targets: targets as CommandTargets }) as Fault;

/** The loads that a simulator reads other power of than it would otherwise. */
function changed(simulator: ReturnType<typeof make>): string[] {
  const usual = [...make().range(RANGE)];
  const loads = [...simulator.range(RANGE)]
    .filter(({ powerW }, at) => powerW !== usual[at]?.powerW)
    .map(({ resourceId, loadId }) => `${resourceId}/${loadId}`);
  return [...new Set(loads)];
}

describe("targets by kind", () => {
  it.each([
    [["charger"], ["house-1/load_0", "house-2/load_0"]],
    [["lighting"], ["house-1/load_1", "house-2/load_1"]],
    [["commercial"], ["house-1/load_0", "house-1/load_1", "house-2/load_0", "house-2/load_1"]],
  ])("are of a command the kinds of loads, or the names of their models: %j", (kinds, loads) => {
    const simulator = make();
    simulator.receive(command({ kinds }));
    expect(changed(simulator)).toEqual(loads);
  });

  it("are the same of a fault: a name may be the kind of one load and the model of another", () => {
    const simulator = make();
    simulator.inject(fault({ kinds: ["profile"], resourceIds: ["house-2"] }));
    expect(changed(simulator)).toEqual(["house-2/load_2", "house-2/load_3"]);
  });

  it("choose a model that the fleet does not name, but its kind of load has usually", () => {
    const street = createSimulator({ fleet: houses(2, [{ kind: "ev-charging" }, {}]) });
    street.inject({ kind: "zero", targets: { kinds: ["ev"] } }, START_MS);
    const qualities = [...street.readAt(START_MS)].map(({ quality }) => quality);
    expect(qualities).toEqual(["BAD", "OK", "BAD", "OK"]);
  });
});

const nobody: [unknown, RegExp][] = [
  [{ venIds: ["Herning"] }, /targets\.venIds "Herning".*"ven"/],
  [{ resourceIds: ["house-1", "house-3"] }, /targets\.resourceIds "house-3".*2, such as "house-1"/],
  [{ loadIds: ["load_0", "load_7"] }, /targets\.loadIds "load_7".*"load_0", "load_1"/],
  [{ kinds: ["ev"] }, /targets\.kinds "ev".*"charger", "commercial", "lighting"/],
  [{ kinds: ["charger"], loadIds: ["load_1"] }, /no load of the fleet is all/],
  [{ kinds: ["charger"], loadIds: ["load_1"], resourceIds: ["house-1"] }, /no load of the fleet/],
  [{ resourceIds: [] }, /no load of the fleet/],
];

describe("targets that address nobody are refused", () => {
  it.each(nobody)("of a command, whichever way it comes: %j", (targets, rule) => {
    const simulator = make();
    expect(() => simulator.receive(command(targets))).toThrow(rule);
    expect(simulator.commands).toEqual([]);
    const entry = { kind: "command", receivedAtMs: 0, command: command(targets) };
    expect(() => make({ commands: [entry] })).toThrow(rule);
    const snapshot = { ...simulator.snapshot(), commands: [entry] };
    expect(() => restoreSimulator(snapshot)).toThrow(rule);
  });

  it.each(nobody)("of a fault, whichever way it comes: %j", (targets, rule) => {
    const simulator = make();
    expect(() => simulator.inject(fault(targets))).toThrow(rule);
    expect(simulator.faults).toEqual([]);
    expect(() => make({ faults: [fault(targets)] })).toThrow(rule);
    expect(() => make({ fleet: { ...fleet, faults: [fault(targets)] } })).toThrow(rule);
    const faults = [{ kind: "inject", fault: fault(targets) }];
    expect(() => restoreSimulator({ ...simulator.snapshot(), faults })).toThrow(rule);
  });

  it("without a look at each load of a large fleet", () => {
    const large = createSimulator({ fleet: houses(200_000, [{}, { kind: "lighting" }]) });
    for (let n = 0; n < 2_000; n += 1) {
      const { id, ...rest } = command({ kinds: ["lighting"], loadIds: ["load_0"] });
      expect(() => large.receive({ id: `${id}-${n}`, ...rest }, START_MS)).toThrow(/no load/);
    }
  });
});
