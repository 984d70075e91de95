/** Colder than -26 degrees Celsius and warmer than 26.7 the curves are not known: -15 and 80 F. */
const COLDEST_F = -15;
const WARMEST_F = 80;

/**
 * Heat of an air-source heat pump at full power, as a multiple of that at 8.3 degrees Celsius.
 * Source: the default heat-pump curve of GridLAB-D's `house_e`, as are all here.
 */
export function heatFactor(outdoorC: number): number {
  const f = fahrenheit(outdoorC);
  return 0.34148808 + f * (0.00894102 + f * 0.00010787);
}

/** Electricity for that heat, as a multiple of that at 8.3 degrees Celsius. */
export function inputFactor(outdoorC: number): number {
  const f = fahrenheit(outdoorC);
  return heatFactor(outdoorC) * (2.03914613 + f * (-0.03906753 + f * (0.00045617 - f * 2.03e-6)));
}

/** The most that {@link inputFactor} comes to, which is where it is warmest. */
export const HIGHEST_INPUT_FACTOR: number = inputFactor(100);

function fahrenheit(outdoorC: number): number {
  return Math.min(WARMEST_F, Math.max(COLDEST_F, outdoorC * 1.8 + 32));
}
