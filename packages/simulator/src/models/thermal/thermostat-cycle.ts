import { temperatureAfter, timeToReach } from "./exponential.ts";
import { powerShare } from "./power-share.ts";
import type { ThermalPlant } from "./thermal-plant.ts";

/** How a thermostat switches while its surroundings stay as they are. */
export interface ThermostatCycle {
  /** Time on, s; infinite if it never gets warm enough. */
  readonly onS: number;
  /** Time off, s; infinite if it never gets cold enough. */
  readonly offS: number;
}

/** The limit cycle between two temperatures, in closed form. */
export function thermostatCycle(
  { restC, tauS }: Pick<ThermalPlant, "restC" | "tauS">,
  onC: number,
  lowC: number,
  highC: number,
): ThermostatCycle {
  return {
    onS: timeToReach(lowC, onC, tauS, highC),
    offS: timeToReach(highC, restC, tauS, lowC),
  };
}

/** Where a thermostat stands. */
export interface ThermostatState {
  temperatureC: number;
  /** Whether it asks for heat. */
  isCalling: boolean;
}

/**
 * Puts a thermostat somewhere in its cycle, or where it floats if no heat is needed, or where it
 * settles if its power is not enough.
 *
 * @param phase - where: uniform in [0, 1)
 * @param keptC - what it keeps, degrees Celsius
 * @param limitDw - its most power, tenths of W
 */
export function anchorThermostat(
  plant: ThermalPlant,
  phase: number,
  state: ThermostatState,
  keptC: number = plant.usualC,
  limitDw: number = Number.POSITIVE_INFINITY,
): void {
  const { restC, riseK, tauS, deadbandK, comfortCeilingC } = plant;
  const lowC = keptC - deadbandK / 2;
  const highC = lowC + deadbandK;
  const meanC = plant.meanRestC();
  const withinC = lowC + phase * deadbandK;
  if (restC >= lowC || meanC >= lowC) {
    state.isCalling = false;
    state.temperatureC = Math.max(withinC, Math.min(meanC, comfortCeilingC));
    return;
  }
  const share = powerShare(plant, limitDw, keptC, keptC);
  const onC = restC + share * riseK;
  const settlesAtC = plant.settlesAtC();
  if (settlesAtC <= highC) {
    state.isCalling = true;
    state.temperatureC = Math.min(withinC, settlesAtC);
    return;
  }
  const isSteady = plant.isModulating && share > plant.leastShare && share < 1;
  if (isSteady || onC <= highC) {
    state.isCalling = true;
    state.temperatureC = isSteady
      ? keptC + (phase - 0.5) * deadbandK * 0.1
      : Math.min(withinC, meanC + share * riseK);
    return;
  }
  const { onS, offS } = thermostatCycle(plant, onC, lowC, highC);
  const atS = phase * (onS + offS);
  state.isCalling = atS < onS;
  state.temperatureC = state.isCalling
    ? temperatureAfter(lowC, onC, tauS, atS)
    : temperatureAfter(highC, restC, tauS, atS - onS);
}
