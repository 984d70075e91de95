/** How many digits survive a conversion: as many as any decimal number keeps in a double. */
const DIGITS = 15;

/**
 * A value in a unit so much larger, such as 63.7 W in kW: 0.0637.
 *
 * To 15 significant digits, so that a decimal number of up to 15 digits comes back from
 * {@link toSmallerUnit} as it was.
 *
 * @param perUnit - 1_000 W in a kW
 */
export function toLargerUnit(value: number, perUnit: number): number {
  const converted = value / perUnit;
  // One division rounds a whole number right already.
  return perUnit === 1 || Number.isInteger(value) ? converted : rounded(converted);
}

/**
 * A value in a unit so much smaller, such as 0.0637 kW in W: 63.7; to 15 significant digits.
 *
 * @returns an infinite number where there is none so large
 */
export function toSmallerUnit(value: number, perUnit: number): number {
  return perUnit === 1 ? value : rounded(value * perUnit);
}

function rounded(value: number): number {
  const short = Number(value.toPrecision(DIGITS));
  // The very largest numbers would be rounded up to infinity.
  return Number.isFinite(short) ? short : value;
}
