import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";

type Load = FleetSpecInput["sites"][string]["loads"][number];

const load = (loadId: string, model: object): Load => ({
  loadId,
  kind: "plugs",
  ratedPowerW: 5_000,
  model: model as never,
});
const battery = (...follows: string[]) => ({
  model: "battery",
  plan: { kind: "selfConsumption", follows },
});
const fleet = (...loads: Load[]): FleetSpecInput => ({
  name: "home",
  sites: { home: { resourceType: "house", loads } },
  vens: [{ venId: "v", resources: [{ resourceId: "h", name: "H", site: "home" }] }],
});

const NOON_MS = Date.parse("2026-06-10T10:00:00Z");
const HOUR_MS = 3_600_000;

describe("what a battery follows", () => {
  const timed = { model: "battery" };
  const summed = { model: "sum", parts: [{ model: { model: "pv" } }, { model: timed }] };

  it.each<[string, Load]>([
    ["a battery", load("other", timed)],
    ["a sum that holds a battery", load("other", summed)],
    ["the usual battery of its kind", { loadId: "other", kind: "battery", ratedPowerW: 5_000 }],
  ])("is never %s: it names those that it may follow", (_, other) => {
    const broken = fleet(load("pv", { model: "pv" }), other, load("own", battery("pv", "other")));
    expect(() => createSimulator({ fleet: broken })).toThrow(
      /loads\[2\]\.model\.plan\.follows.*"other".*hold no battery: pv/,
    );
  });

  it("is never what holds it", () => {
    const sum = { model: "sum", parts: [{ model: battery("sum") }] };
    expect(() => createSimulator({ fleet: fleet(load("sum", sum)) })).toThrow(/follows.*"sum"/);
  });

  it("is told to eight batteries of a site at most, those in sums included", () => {
    const parts = Array.from({ length: 4 }, () => ({ model: battery("pv") }));
    const sums = [load("one", { model: "sum", parts }), load("two", { model: "sum", parts })];
    const eight = [load("pv", { model: "pv" }), load("timed", timed), ...sums];
    expect(createSimulator({ fleet: fleet(...eight) }).readAt(NOON_MS).powerW.length).toBe(4);
    const nine = fleet(...eight, load("nine", battery("pv")));
    expect(() => createSimulator({ fleet: nine })).toThrow(/loads\[4\].*follows.*at most 8/);
  });

  it("is what it does now, also when it was read before a command to it came", () => {
    const loads = [load("pv", { model: "pv" }), load("own", battery("pv"))];
    const people = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 };
    const open = () => createSimulator({ fleet: { ...fleet(...loads), people } });
    const limit = {
      id: "limit",
      action: { kind: "powerLimit", limitW: 0 },
      startMs: NOON_MS,
      targets: { loadIds: ["pv"] },
    } as const;
    const range = { fromMs: NOON_MS, toMs: NOON_MS + 40 * HOUR_MS, stepMs: HOUR_MS / 4 };
    const [simulator, fresh] = [open(), open()];
    const before = simulator.range(range).powerW;
    simulator.receive(limit, NOON_MS);
    fresh.receive(limit, NOON_MS);
    const after = simulator.range(range).powerW;
    expect(after).toEqual(fresh.range(range).powerW);
    expect(after).not.toEqual(before);
  });
});
