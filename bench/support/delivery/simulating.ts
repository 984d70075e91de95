import { fleetSource } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import type { Pipeline } from "./pipeline.ts";

/** Steps the usual synthetic meters and collects their readings as columns. */
export async function simulating(): Promise<Pipeline> {
  const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet) });
  await simulator.initializeResources();
  return {
    async tick() {
      simulator.increaseTime();
      return simulator.collectColumns("Herning").layout.rowCount;
    },
    async [Symbol.asyncDispose]() {
      await Promise.resolve();
    },
  };
}
