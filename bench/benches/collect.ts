import { fleetSource } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import type { Bench } from "../bench.ts";

const TICKS = 500;

export const bench: Bench = {
  about: `CPU time to step the meters and collect one VEN of 120 resources x 6 loads, mean of ${TICKS} ticks: as columns, and as objects`,
  rounds: 7,
  async run() {
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet) });
    await simulator.initializeResources();
    for (let tick = 0; tick < 50; tick += 1) measureTick(simulator);
    const columnsMs = measure(() => {
      simulator.increaseTime();
      const { powerW } = simulator.collectColumns("Herning");
      if (powerW.length !== 720) throw new Error(`collected ${powerW.length} of 720 readings`);
    });
    const objectsMs = measure(() => measureTick(simulator));
    return { msPerVen: columnsMs, msPerVenObjects: objectsMs };
  },
};

function measureTick(simulator: MeterDataSimulator): void {
  simulator.increaseTime();
  const { size } = simulator.collectNextMetering("Herning");
  if (size !== 120) throw new Error(`collected ${size} of 120 resources`);
}

/** CPU milliseconds per call. */
function measure(action: () => void): number {
  const before = process.cpuUsage();
  for (let tick = 0; tick < TICKS; tick += 1) action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / TICKS;
}
