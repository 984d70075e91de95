import { fleetSource } from "@ven/core";
import { VenManager } from "@ven/manager";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import type { Bench } from "../bench.ts";
import { startVtnProcess } from "../support/vtn-process.ts";

const WARM_TICKS = 100;
const MEASURED_TICKS = 1_000;

export const bench: Bench = {
  about: `growth of resident memory over ${MEASURED_TICKS} ticks of 720 readings, from tick ${WARM_TICKS} on; the VTN is another process`,
  rounds: 1,
  async run() {
    await using vtn = await startVtnProcess();
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet) });
    await simulator.initializeResources();
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator });
    await manager.registerLoadVen("Herning");
    let rssAtStart = 0;
    for (let tick = 1; tick <= WARM_TICKS + MEASURED_TICKS; tick += 1) {
      const { sentCount } = await manager.generateReports();
      if (sentCount !== 720) throw new Error(`tick ${tick} sent ${sentCount} of 720 reports`);
      if (tick === WARM_TICKS) rssAtStart = process.memoryUsage().rss;
      if (tick % 100 === 0) {
        const rssMB = process.memoryUsage().rss / 1_048_576;
        console.error(`tick ${tick}: ${rssMB.toFixed(1)} MiB resident`);
      }
    }
    const rssGrowthMB = (process.memoryUsage().rss - rssAtStart) / 1_000_000;
    const accepted = await vtn.countReports();
    const expected = (WARM_TICKS + MEASURED_TICKS) * 720;
    if (accepted !== expected) throw new Error(`the VTN accepted ${accepted} of ${expected}`);
    return { rssGrowthMB };
  },
};
