const UNITS = [
  ["H", 3_600_000],
  ["M", 60_000],
  ["S", 1_000],
] as const;

/**
 * A length of time as ISO 8601, to the millisecond: `PT15M`, `PT1.5S`, `PT0S`.
 *
 * @param durationMs - 0 or more, finite
 */
export function durationOfMs(durationMs: number): string {
  let restMs = Math.round(durationMs);
  let text = "";
  for (const [unit, unitMs] of UNITS) {
    const count = unit === "S" ? restMs / unitMs : Math.floor(restMs / unitMs);
    if (count === 0) continue;
    text += `${count}${unit}`;
    restMs -= count * unitMs;
  }
  return text === "" ? "PT0S" : `PT${text}`;
}
