import { silentLogger, VenId, VtnVenId } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import type { FlatVen } from "@ven/manager";
import { memoryOutbox } from "@ven/store";
import { expect, it } from "vitest";
import type { Carrier } from "../../src/delivery/carrier.ts";
import { ReadingDelivery } from "../../src/delivery/reading-delivery.ts";
import { wholeReadings } from "./support/kept-readings.ts";

const START_MS = Date.UTC(2025, 0, 16, 12);
const TICK_MS = 10_000;

/** Deliveries to a VTN that takes nothing until it is told to, and then a report of the backlog per second. */
function slowDelivery() {
  const clock = new ManualClock(START_MS);
  const arrivals: { readonly tick: number; readonly atS: number }[] = [];
  let isDown = true;
  const carrier: Carrier = {
    mostPerReport: 1_000,
    quote: () => Promise.resolve({}),
    send: (_, { slices }) => {
      if (isDown) return Promise.resolve({ kind: "postponed", reason: "503", health: "down" });
      const tick = ((slices[0]?.columns.timestampMs[0] ?? 0) - START_MS) / TICK_MS;
      arrivals.push({ tick, atS: Math.floor(clock.monotonic() / 1_000) });
      return Promise.resolve({ kind: "accepted" });
    },
  };
  const delivery = new ReadingDelivery({
    outbox: memoryOutbox({ clock }),
    carrier,
    vens: {
      open: (venId) =>
        Promise.resolve({
          protocol: "flat",
          venId: VenId(venId),
          vtnVenId: VtnVenId("v"),
        } as FlatVen),
      doubt: () => undefined,
    },
    clock,
    logger: silentLogger,
    random: () => 0.5,
    concurrency: 16,
    maxReadingsPerReport: 1_000,
    ticksPerReport: 1,
    onAmbiguous: "retry",
    lookAfterMs: 0,
    retryFirstMs: 1_000,
    retryLongestMs: 1_000,
    maxBacklogReportsPerSecond: 1,
    sinks: [],
    sinkTimeoutMs: 0,
  });
  const accept = (tick: number, isTick: boolean) =>
    delivery.accept([wholeReadings(3, START_MS + tick * TICK_MS)], { isTick });
  const comeBack = () => {
    isDown = false;
  };
  return { delivery, clock, arrivals, accept, comeBack };
}

it("readings of the past that come from elsewhere do not make all that waits since then live", async () => {
  const { delivery, clock, arrivals, accept, comeBack } = slowDelivery();
  for (let tick = 0; tick < 30; tick += 1) {
    await accept(tick, true);
    await clock.advance(TICK_MS);
  }
  comeBack();
  await accept(30, true);
  await accept(-600, false);
  await clock.advance(10_000);
  const backAtS = (30 * TICK_MS) / 1_000;
  expect(arrivals.find(({ tick }) => tick === 30)?.atS).toBeLessThanOrEqual(backAtS + 1);
  // One a second, not thirty at once.
  expect(arrivals.length).toBeLessThanOrEqual(12);
  expect(arrivals.map(({ tick }) => tick)).toContain(-600);
  await clock.advance(30_000);
  expect(arrivals.map(({ tick }) => tick).sort((one, other) => one - other)).toEqual([
    -600,
    ...Array.from({ length: 31 }, (_, tick) => tick),
  ]);
  await delivery.stop(0);
});

it("readings of now that come from elsewhere go first, as those of a tick do", async () => {
  const { delivery, clock, arrivals, accept, comeBack } = slowDelivery();
  for (let tick = 0; tick < 30; tick += 1) {
    await accept(tick, false);
    await clock.advance(TICK_MS);
  }
  comeBack();
  await accept(30, false);
  await clock.advance(2_000);
  // Behind the one that found out that the VTN is back, whichever that was.
  expect(arrivals.slice(0, 2).map(({ tick }) => tick)).toContain(30);
  expect(arrivals.length).toBeLessThanOrEqual(4);
  await delivery.stop(0);
});
