import type { ThermalPlant } from "./thermal-plant.ts";

/** In which time a modulating plant wants to be back at its target, s. */
const CATCH_UP_S = 3_600;

/**
 * Which share of full power a plant that is on runs at, 0 to 1.
 *
 * @param limitDw - most power, tenths of W; a plant that cannot run as low as that stays off
 * @param targetC - what a modulating plant steers for
 */
export function powerShare(
  { leastShare, isModulating, restC, riseK, tauS, fullPowerDw }: ThermalPlant,
  limitDw: number,
  temperatureC: number,
  targetC: number,
): number {
  const most = Math.min(1, limitDw / fullPowerDw);
  if (most < leastShare) return 0;
  if (!isModulating) return most;
  const neededK = targetC - restC + ((targetC - temperatureC) * tauS) / CATCH_UP_S;
  return Math.min(most, Math.max(leastShare, neededK / riseK));
}
