import { ManualClock } from "@ven/core/testing";
import { expect, it } from "vitest";
import { type KindOfReadings, LiveHorizon } from "../../src/delivery/live-horizon.ts";

const TICK = { isTick: true };
const ELSEWHERE = { isTick: false };

function horizonAt(nowMs: number) {
  const clock = new ManualClock(nowMs);
  const horizon = new LiveHorizon(clock);
  const keep = (fromMs: number, kind: KindOfReadings) => {
    horizon.hold(fromMs, kind);
    horizon.release();
    return horizon.liveFromMs;
  };
  return { horizon, keep };
}

it("is behind everything until something is kept", () => {
  const { horizon } = horizonAt(1_000_000);
  expect(horizon.liveFromMs).toBe(Number.POSITIVE_INFINITY);
});

it("follows ticks, also backwards as their meters play something older", () => {
  const { keep } = horizonAt(1_000_000);
  expect(keep(900_000, TICK)).toBe(900_000);
  expect(keep(400_000, TICK)).toBe(400_000);
  expect(keep(2_000_000, TICK)).toBe(2_000_000);
});

it("stays where a tick put it when readings of the past come from elsewhere", () => {
  const { keep } = horizonAt(1_000_000);
  keep(900_000, TICK);
  expect(keep(100_000, ELSEWHERE)).toBe(900_000);
});

it("stays where it is for readings that are said to be past, also where nothing was live yet", () => {
  const { keep, horizon } = horizonAt(1_000_000);
  expect(keep(100_000, { isTick: false, isPast: true })).toBe(Number.POSITIVE_INFINITY);
  keep(900_000, TICK);
  expect(keep(950_000, { isTick: false, isPast: true })).toBe(900_000);
  expect(horizon.isHeld).toBe(false);
});

it("follows readings from elsewhere forwards, but not behind now", () => {
  const { keep } = horizonAt(1_000_000);
  expect(keep(100_000, ELSEWHERE)).toBe(100_000);
  expect(keep(200_000, ELSEWHERE)).toBe(200_000);
  expect(keep(253_402_300_799_000, ELSEWHERE)).toBe(1_000_000);
  expect(keep(300_000, ELSEWHERE)).toBe(1_000_000);
});

it("stays where it is when a tick has nothing to report", () => {
  const { keep } = horizonAt(1_000_000);
  keep(900_000, TICK);
  expect(keep(Number.POSITIVE_INFINITY, TICK)).toBe(900_000);
  expect(keep(100_000, ELSEWHERE)).toBe(900_000);
});

it("stays at the first of several ticks that are held for one report, whatever comes from elsewhere", () => {
  const { horizon } = horizonAt(1_000_000);
  horizon.hold(100_000, ELSEWHERE);
  horizon.hold(900_000, TICK);
  horizon.hold(910_000, TICK);
  horizon.hold(200_000, ELSEWHERE);
  const { liveFromMs, heldFromMs, isHeld } = horizon;
  expect({ liveFromMs, heldFromMs, isHeld }).toEqual({
    liveFromMs: 900_000,
    heldFromMs: 100_000,
    isHeld: true,
  });
  horizon.release();
  expect([horizon.isHeld, horizon.heldFromMs]).toEqual([false, Number.POSITIVE_INFINITY]);
});
