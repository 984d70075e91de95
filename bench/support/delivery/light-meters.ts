import { type FleetDefinition, fleetSource, mixedWord, textKey } from "@ven/core";
import { MeterDataSimulator, type MeterModel } from "@ven/simulator";

const STEP_MS = 30_000;

/**
 * Meters whose powers are drawn by lot, in tenths of a watt as all of ours: a few nanoseconds a reading,
 * so that what the bench compares is what becomes of them. What the usual meters take is told apart.
 */
function lightMeters(): MeterModel {
  const startAtMs = Math.floor(Date.now() / STEP_MS) * STEP_MS;
  return {
    stepAtMs: (step) => startAtMs + step * STEP_MS,
    openMeter(resource) {
      const key = textKey(resource.resourceId);
      return {
        powerW: (load, { step }) => (mixedWord(key, load, step) % 20_000) / 10,
      };
    },
  };
}

/** A simulator of a fleet with light meters. */
export async function lightSimulator(fleet: FleetDefinition): Promise<MeterDataSimulator> {
  const source = fleetSource(fleet);
  const simulator = MeterDataSimulator.isolated({ source, meters: lightMeters() });
  await simulator.initializeResources();
  return simulator;
}
