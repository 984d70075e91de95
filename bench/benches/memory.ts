import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fleetSource } from "@ven/core";
import { VenManager } from "@ven/manager";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import type { Bench } from "../bench.ts";
import { startVtnProcess } from "../support/vtn-process.ts";

const WARM_TICKS = 100;
const MEASURED_TICKS = 1_000;

export const bench: Bench = {
  about: `growth of memory over ${MEASURED_TICKS} ticks of 720 readings, from tick ${WARM_TICKS} on, after a full collection at both ends; the VTN is another process`,
  rounds: 1,
  async run() {
    await using vtn = await startVtnProcess();
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet) });
    await simulator.initializeResources();
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator });
    await manager.registerLoadVen("Herning");
    let start = { rss: 0, heapUsed: 0 };
    let peakRss = 0;
    for (let tick = 1; tick <= WARM_TICKS + MEASURED_TICKS; tick += 1) {
      const { sentCount } = await manager.generateReports();
      if (sentCount !== 720) throw new Error(`tick ${tick} sent ${sentCount} of 720 reports`);
      if (tick === WARM_TICKS) start = memoryAfterCollection();
      if (tick > WARM_TICKS) peakRss = Math.max(peakRss, process.memoryUsage().rss);
      if (tick % 100 === 0) console.error(`tick ${tick}: ${mega(process.memoryUsage().rss)} MB`);
    }
    const end = memoryAfterCollection();
    const accepted = await vtn.countReports();
    const expected = (WARM_TICKS + MEASURED_TICKS) * 720;
    if (accepted !== expected) throw new Error(`the VTN accepted ${accepted} of ${expected}`);
    return {
      rssGrowthMB: mega(end.rss - start.rss),
      heapGrowthMB: mega(end.heapUsed - start.heapUsed),
      rssPeakGrowthMB: mega(peakRss - start.rss),
    };
  },
};

/** Memory without garbage, so that growth is what is kept and not when the collector last ran. */
function memoryAfterCollection(): { rss: number; heapUsed: number } {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
}

function mega(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
