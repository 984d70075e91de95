import { type Command, createSimulator, type Simulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { homeFleet } from "../../support/home-fleet.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (local: string) => Date.parse(`${local}+01:00`);
const HOMES = 150;

const simulate = (parts?: readonly string[]) =>
  createSimulator({
    fleet: homeFleet(HOMES, [{ model: "appliances", ...(parts && { parts }) } as never]),
  });

const shed = (level: 0 | 1 | 2 | 3, from: string, to: string): Command => ({
  id: "evening",
  action: { kind: "shed", level },
  startMs: at(from),
  endMs: at(to),
});

/** Mean power of all homes in each hour, W. */
function hourly(simulator: Simulator, from: string, to: string): number[] {
  const range = { fromMs: at(from), toMs: at(to), stepMs: HOUR_MS, power: "mean" } as const;
  const { powerW, timestampMs } = simulator.range(range);
  return Array.from(timestampMs, (_, step) => {
    let sum = 0;
    for (let row = 0; row < HOMES; row += 1) sum += powerW[row * timestampMs.length + step] ?? 0;
    return sum / HOMES;
  });
}

const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

describe("the appliances of homes, when less is asked for", () => {
  it("put laundry and dishes off, and do all of it within a day after", () => {
    const simulator = simulate(["wet"]);
    simulator.receive(shed(1, "2025-02-05T17:00", "2025-02-05T21:00"), at("2025-02-05T16:00"));
    const asked = hourly(simulator, "2025-02-05T00:00", "2025-02-07T12:00");
    const usual = hourly(simulator.counterfactual(), "2025-02-05T00:00", "2025-02-07T12:00");
    expect(asked.slice(0, 17)).toEqual(usual.slice(0, 17));
    expect(total(asked.slice(19, 21))).toBeLessThan(0.05 * total(usual.slice(19, 21)));
    expect(total(asked.slice(21, 24))).toBeGreaterThan(1.3 * total(usual.slice(21, 24)));
    expect(total(asked)).toBeCloseTo(total(usual), 3);
  });

  it("begin what was put off one after the other, not all at once", () => {
    const simulator = simulate(["wet"]);
    simulator.receive(shed(2, "2025-02-05T08:00", "2025-02-05T20:00"), at("2025-02-05T06:00"));
    const range = {
      fromMs: at("2025-02-05T20:00"),
      toMs: at("2025-02-05T21:30"),
      stepMs: MINUTE_MS,
    };
    const { powerW } = simulator.range(range);
    const starts = new Set<number>();
    for (let row = 0; row < HOMES; row += 1) {
      const first = powerW.subarray(row * 90, (row + 1) * 90).findIndex((power) => power > 0);
      if (first >= 0) starts.add(first);
    }
    expect(starts.size).toBeGreaterThan(30);
  });

  it("do laundry anyway when nobody says when it may be done", () => {
    const simulator = simulate(["wet"]);
    const { endMs: _, ...endless } = shed(3, "2025-02-03T00:00", "2025-02-04T00:00");
    simulator.receive(endless, at("2025-02-02T12:00"));
    const asked = total(hourly(simulator, "2025-02-06T00:00", "2025-02-16T00:00"));
    const usual = total(hourly(simulator.counterfactual(), "2025-02-06T00:00", "2025-02-16T00:00"));
    expect(asked / usual).toBeGreaterThan(0.85);
  });

  it("do without some of the rest, less and less as time goes on", () => {
    const simulator = simulate(["lighting", "electronics", "other", "cooking"]);
    simulator.receive(shed(3, "2025-02-05T16:00", "2025-02-05T22:00"), at("2025-02-05T12:00"));
    const asked = hourly(simulator, "2025-02-05T16:00", "2025-02-05T23:00");
    const usual = hourly(simulator.counterfactual(), "2025-02-05T16:00", "2025-02-05T23:00");
    const saved = asked.map((power, hour) => 1 - power / (usual[hour] ?? 1));
    expect(saved[0]).toBeGreaterThan(0.06);
    expect(saved[0]).toBeLessThan(0.35);
    expect(saved[4]).toBeLessThan(0.6 * (saved[0] ?? 0));
    expect(Math.abs(saved[6] ?? 1)).toBeLessThan(0.03);
  });

  it("never draw more than a limit that leaves room for what is always on", () => {
    const simulator = simulate();
    const action = { kind: "powerLimit", limitW: 1_200 } as const;
    const span = { fromMs: at("2025-02-05T17:00"), toMs: at("2025-02-05T21:00") };
    simulator.receive({ id: "limit", action, startMs: span.fromMs, endMs: span.toMs }, span.fromMs);
    const read = (one: Simulator) => Math.max(...one.range({ ...span, stepMs: MINUTE_MS }).powerW);
    expect(read(simulator)).toBe(1_200);
    expect(read(simulator.counterfactual())).toBeGreaterThan(4_000);
  });

  it("are as they would have been until a command that is taken back, and again two days later", () => {
    const [kept, cancelled] = [simulate(), simulate()];
    const command = shed(3, "2025-02-05T17:00", "2025-02-05T21:00");
    for (const simulator of [kept, cancelled]) simulator.receive(command, at("2025-02-05T12:00"));
    const before = hourly(cancelled, "2025-02-05T12:00", "2025-02-05T19:00");
    cancelled.cancel("evening", at("2025-02-05T19:00"));
    expect(hourly(cancelled, "2025-02-05T12:00", "2025-02-05T19:00")).toEqual(before);
    const rest = ["2025-02-05T19:00", "2025-02-05T21:00"] as const;
    expect(total(hourly(cancelled, ...rest))).toBeGreaterThan(total(hourly(kept, ...rest)));
    const later = ["2025-02-07T22:00", "2025-02-09T00:00"] as const;
    expect(hourly(cancelled, ...later)).toEqual(hourly(kept.counterfactual(), ...later));
  });
});
