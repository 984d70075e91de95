import type { DayTrace } from "./day-trace.ts";

/** What several loads draw together over one day; without their states, as those are of one each. */
export function summedTrace(traces: readonly DayTrace[], startS: number, endS: number): DayTrace {
  const most = traces.reduce((total, trace) => total + trace.fromS.length, 1);
  const fromS = new Float64Array(most);
  const powerDw = new Float64Array(most);
  const segments = new Uint32Array(traces.length);
  let length = 0;
  for (let atS = startS; atS < endS; ) {
    let power = 0;
    let nextS = endS;
    for (let t = 0; t < traces.length; t += 1) {
      const trace = traces[t] as DayTrace;
      let segment = segments[t] ?? 0;
      while ((trace.fromS[segment + 1] ?? Number.POSITIVE_INFINITY) <= atS) segment += 1;
      segments[t] = segment;
      power += trace.powerDw[segment] ?? 0;
      nextS = Math.min(nextS, trace.fromS[segment + 1] ?? endS);
    }
    if (length === 0 || power !== powerDw[length - 1]) {
      fromS[length] = atS;
      powerDw[length] = power;
      length += 1;
    }
    atS = nextS;
  }
  return { startS, endS, fromS: fromS.slice(0, length), powerDw: powerDw.slice(0, length) };
}
