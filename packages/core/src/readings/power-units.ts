/** Power in kW of a power in W. */
export function kilowatts(powerW: number): number {
  return powerW / 1000;
}
