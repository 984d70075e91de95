const UNITS = [
  { unit: "W", watts: 1 },
  { unit: "kW", watts: 1e3 },
  { unit: "MW", watts: 1e6 },
  { unit: "GW", watts: 1e9 },
] as const;

/** How powers are written at an axis. */
export interface PowerScale {
  readonly unit: "W" | "kW" | "MW" | "GW";
  /** Where the axis has marks, W, ascending, a round distance apart; the first and last enclose all. */
  readonly marksW: readonly number[];
  /** A power as a number of `unit`. */
  text(powerW: number): string;
}

/**
 * Chooses unit and marks of an axis.
 *
 * @param lowestW - 0 or less
 * @param highestW - 0 or more
 * @param mostMarks - about how many, 2 or more
 */
export function powerScale(lowestW: number, highestW: number, mostMarks: number): PowerScale {
  const reach = Math.max(highestW, -lowestW, 1);
  const { unit, watts } = UNITS.findLast((one) => reach >= one.watts) ?? UNITS[0];
  const stepW = roundStep((Math.max(highestW, 1) - lowestW) / Math.max(1, mostMarks - 1));
  const first = Math.floor(lowestW / stepW);
  const last = Math.max(Math.ceil(highestW / stepW), first + 1);
  const marksW = Array.from({ length: last - first + 1 }, (_, n) => (first + n) * stepW);
  const digits = Math.max(0, -Math.floor(Math.log10(stepW / watts) + 1e-9));
  return { unit, marksW, text: (powerW) => (powerW / watts + 0).toFixed(digits) };
}

/** 1, 2 or 5 times a power of ten, at least as much. */
function roundStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * magnitude >= least * (1 - 1e-9)) ?? 10;
  return factor * magnitude;
}

/** An energy for people, such as `12.3 kWh`. */
export function energyText(energyWh: number): string {
  const { unit, watts } = UNITS.findLast((one) => Math.abs(energyWh) >= one.watts) ?? UNITS[0];
  return `${threeDigits(energyWh / watts)} ${unit}h`;
}

/** A power for people, such as `12.3 kW`. */
export function powerText(powerW: number): string {
  const { unit, watts } = UNITS.findLast((one) => Math.abs(powerW) >= one.watts) ?? UNITS[0];
  return `${threeDigits(powerW / watts)} ${unit}`;
}

function threeDigits(value: number): string {
  const whole = Math.trunc(Math.abs(value)).toString().length;
  return (value + 0).toFixed(Math.max(0, 3 - whole));
}
