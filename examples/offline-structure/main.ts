// No VTN at all: what the simulated meters of five resources read right now.
import { fleetSource } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";

const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), seed: 1 });
await simulator.initializeResources(["Herning"]);
simulator.increaseTime();

const resources = [...simulator.collectNextMetering("Herning").values()];
for (const { resourceId, meterPointId, readings } of resources.slice(0, 5)) {
  console.log(`resource ${resourceId}, meter point ${meterPointId}, ${readings.length} loads`);
  for (const { loadId, powerW, timestampMs } of readings) {
    console.log(`  ${loadId}: ${powerW.toFixed(2)}W at ${new Date(timestampMs).toISOString()}`);
  }
}
