import type { Directive } from "../../demand-response/directive.ts";

/** What a thermostat is told to do instead of the usual. */
export interface ThermalOrder {
  /** Temperature to keep, degrees Celsius; `undefined` for the usual one. */
  readonly targetC: number | undefined;
  /** What is added to it, K. */
  readonly shiftK: number;
  /** Most power, tenths of W; infinite if there is no limit. */
  readonly limitDw: number;
}

/** Nothing is asked. */
export const NO_ORDER: ThermalOrder = {
  targetC: undefined,
  shiftK: 0,
  limitDw: Number.POSITIVE_INFINITY,
};

/** The temperature that an order asks for, degrees Celsius. */
export function askedC({ targetC, shiftK }: ThermalOrder, usualC: number): number {
  return (targetC ?? usualC) + shiftK;
}

/** How many K cooler a load is kept at shed levels 1, 2 and 3. */
export type ShedSteps = readonly [number, number, number];

/**
 * What a thermostat makes of a directive; {@link NO_ORDER} if it changes nothing.
 *
 * @param highestPowerW - what the load never exceeds: a limit above it is none
 */
export function thermalOrder(
  { shedLevel, limitW, setpointC, offsetK }: Directive,
  shedK: ShedSteps,
  highestPowerW: number,
): ThermalOrder {
  const shiftK = offsetK - (shedLevel === 0 ? 0 : (shedK[shedLevel - 1] ?? 0));
  const isLimited = limitW < highestPowerW;
  if (shiftK === 0 && setpointC === undefined && !isLimited) return NO_ORDER;
  const limitDw = isLimited ? Math.floor(limitW * 10) : Number.POSITIVE_INFINITY;
  return { targetC: setpointC, shiftK, limitDw };
}
