// Prints, as JSON, what a simulator of a million loads keeps for each, and what reading in columns leaves
// on the heap: by minutes or by quarters of an hour, whichever is more. Run with --expose-gc and a young generation that nothing is collected from meanwhile.
import { PerformanceObserver } from "node:perf_hooks";
import { homes, tableSites } from "./simulated-fleets.ts";
import { median } from "./statistics.ts";

const LOADS = 1_000_000;
const START_MS = Date.parse("2026-01-05T00:00:00Z");
const DAY_MS = 86_400_000;

/** So many that what reads is compiled, also while the compiler has to wait for a processor. */
const WARM_PARTS = 20;

console.log(
  JSON.stringify({
    bytesPerLoad: bytesPerLoad(),
    heapBytesPerReading: Math.max(
      await heapBytesPerReading(60_000, DAY_MS),
      await heapBytesPerReading(900_000, 7 * DAY_MS),
    ),
  }),
);

/** Heap and buffers of a fleet of homes: made, and then read until what is kept to save time is full. */
function bytesPerLoad(): number {
  const before = keptBytes();
  const fleet = homes(1);
  const perHome = fleet.loadCount;
  const simulator = homes(Math.ceil(LOADS / perHome));
  const resourceIds = Array.from({ length: 20_000 }, (_, n) => `r-${n + 1}`);
  const { powerW } = simulator.readAt(START_MS, { resourceIds });
  if (!powerW.some((power) => power > 0)) throw new Error("nothing draws power");
  for (const resourceId of resourceIds.slice(0, 100)) {
    simulator.energyRegister({ resourceId, loadId: "load_0" }, START_MS);
  }
  const bytes = (keptBytes() - before) / simulator.loadCount;
  if (simulator.loadCount < LOADS) throw new Error(`only ${simulator.loadCount} loads`);
  return bytes;
}

async function heapBytesPerReading(stepMs: number, lengthMs: number): Promise<number> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  const simulator = tableSites(100);
  const read = (part: number) => {
    const fromMs = START_MS + part * lengthMs;
    return simulator.range({ fromMs, toMs: fromMs + lengthMs, stepMs });
  };
  for (let part = 0; part < WARM_PARTS; part += 1) read(part);
  collectGarbage();
  await new Promise((resolve) => setImmediate(resolve));
  observer.observe({ entryTypes: ["gc"] });
  const columns = [];
  const grown: number[] = [];
  // Part by part: in one during which something is compiled anew, every number is boxed for a while.
  for (let part = 0; part < 7; part += 1) {
    const before = process.memoryUsage().heapUsed;
    const column = read(WARM_PARTS + part);
    grown.push((process.memoryUsage().heapUsed - before) / column.powerW.length);
    columns.push(column);
  }
  await new Promise((resolve) => setImmediate(resolve));
  observer.disconnect();
  if (collections > 0) throw new Error(`garbage was collected ${collections} times meanwhile`);
  if (columns.some(({ powerW }) => powerW.length === 0)) throw new Error("nothing was read");
  return median(grown);
}

function keptBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("run with --expose-gc");
  globalThis.gc();
  globalThis.gc();
}
