import { type FleetDefinition, fleetSource } from "@ven/core";
import { MeterDataSimulator, type MeterModel, syntheticMeters } from "@ven/simulator";

/** How often readings are taken, as `ven run` does. */
const STEP_MS = 10_000;

/** The usual synthetic meters, at instants of their own: the bench ticks quicker than the clock. */
function steppedMeters(): MeterModel {
  const usual = syntheticMeters();
  const startAtMs = Math.floor(Date.now() / STEP_MS) * STEP_MS;
  return {
    stepAtMs: (step) => startAtMs + step * STEP_MS,
    openMeter: (resource, context) => usual.openMeter(resource, context),
  };
}

/** A simulator of a fleet whose ticks are ten seconds apart. */
export async function benchSimulator(fleet: FleetDefinition): Promise<MeterDataSimulator> {
  const source = fleetSource(fleet);
  const simulator = MeterDataSimulator.isolated({ source, meters: steppedMeters() });
  await simulator.initializeResources();
  return simulator;
}
