import type { ThermalPlant } from "../../src/models/thermal/thermal-plant.ts";

/** A plant whose surroundings never change. */
export function stillPlant(changes: Partial<ThermalPlant> = {}): ThermalPlant {
  return {
    tauS: 72_000,
    deadbandK: 1,
    comfortFloorC: 17,
    comfortCeilingC: 25,
    leastShare: 1,
    isModulating: false,
    usualC: 21,
    restC: 4,
    riseK: 32,
    fullPowerDw: 20_000,
    burnInFromS: ({ startS }) => startS,
    settlesAtC: () => Number.POSITIVE_INFINITY,
    enterDay: () => undefined,
    moveTo: () => Number.POSITIVE_INFINITY,
    afterDraws: (temperatureC) => temperatureC,
    meanRestC() {
      return this.restC;
    },
    ...changes,
  };
}
