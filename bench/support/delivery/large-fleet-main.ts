// A process with a fleet of 10,000 VENs of 12 loads each: ticks with a manager and an outbox on disk,
// and says how long its event loop stood still at the longest, and how much memory it takes.
import { setTimeout } from "node:timers/promises";
import { benchFleet } from "./bench-fleet.ts";
import { ourPipeline } from "./our-pipeline.ts";
import { StallWatch } from "./stall-watch.ts";

const VENS = 10_000;
const READINGS = 120_000;
const WARM_TICKS = 2;
const TICKS = 3;

const [origin = ""] = process.argv.slice(2);
const pipeline = await ourPipeline({
  origin,
  fleet: benchFleet(VENS, 2),
  durability: "power-loss",
  protocol: "3.1.0",
});

process.on("message", async () => {
  let peakRss = 0;
  const sampler = setInterval(() => {
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
  }, 50);
  const stalls = new StallWatch();
  let spentUs = 0;
  for (let tick = 0; tick < WARM_TICKS + TICKS; tick += 1) {
    // What a tick leaves behind is the pause's, as it is with ticks of half a minute.
    await setTimeout(1_000);
    if (tick === WARM_TICKS) stalls.start();
    const before = process.cpuUsage();
    const readingCount = await pipeline.tick();
    await pipeline.finish?.();
    const { user, system } = process.cpuUsage(before);
    if (tick >= WARM_TICKS) spentUs += user + system;
    if (readingCount !== READINGS) throw new Error(`reported ${readingCount} of ${READINGS}`);
  }
  clearInterval(sampler);
  process.send?.({
    stallMs: stalls.stop(),
    rssMB: peakRss / 1e6,
    nsPerReading: (spentUs * 1_000) / (TICKS * READINGS),
  });
});
process.once("disconnect", async () => {
  await pipeline[Symbol.asyncDispose]();
  process.exit();
});
process.send?.("ready");
