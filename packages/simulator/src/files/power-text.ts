/** A power as text: W to the millionth, without the digits that binary fractions add; empty if missing. */
export function powerText(powerW: number): string {
  return Number.isNaN(powerW) ? "" : String(Math.round(powerW * 1e6) / 1e6 + 0);
}
