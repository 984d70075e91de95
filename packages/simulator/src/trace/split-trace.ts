import type { DayTrace } from "./day-trace.ts";

/**
 * The same trace with a segment that begins at each of some instants, so that what holds from there on
 * can be told. States are left out.
 *
 * @param edgesS - epoch s, ascending; those outside of the day do nothing
 */
export function splitTrace(trace: DayTrace, edgesS: readonly number[]): DayTrace {
  const { startS, endS } = trace;
  const fromS: number[] = [];
  const powerDw: number[] = [];
  let edge = 0;
  trace.fromS.forEach((segmentS, segment) => {
    const power = trace.powerDw[segment] ?? 0;
    const nextS = trace.fromS[segment + 1] ?? endS;
    fromS.push(segmentS);
    powerDw.push(power);
    for (; edge < edgesS.length && (edgesS[edge] ?? 0) < nextS; edge += 1) {
      const atS = edgesS[edge] ?? 0;
      if (atS <= (fromS.at(-1) ?? startS)) continue;
      fromS.push(atS);
      powerDw.push(power);
    }
  });
  return { startS, endS, fromS: Float64Array.from(fromS), powerDw: Float64Array.from(powerDw) };
}
