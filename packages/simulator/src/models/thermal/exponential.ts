/**
 * Temperature of a body that tends towards another with a time constant: the exact solution of
 * `dT/dt = (towards - T) / tau`.
 *
 * @param tauS - time constant, s
 */
export function temperatureAfter(
  fromC: number,
  towardsC: number,
  tauS: number,
  durationS: number,
): number {
  return towardsC + (fromC - towardsC) * Math.exp(-durationS / tauS);
}

/**
 * How long it takes such a body to reach a temperature, s.
 *
 * @returns infinite if it never does; 0 if it is there
 */
export function timeToReach(
  fromC: number,
  towardsC: number,
  tauS: number,
  reachedC: number,
): number {
  if (reachedC === fromC) return 0;
  const ratio = (fromC - towardsC) / (reachedC - towardsC);
  return ratio >= 1 && Number.isFinite(ratio) ? tauS * Math.log(ratio) : Number.POSITIVE_INFINITY;
}
