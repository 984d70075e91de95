import { type DirectiveSpan, directiveAt } from "../../demand-response/directive.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { OPERATING_STATE } from "../../trace/operating-state.ts";
import { splitTrace } from "../../trace/split-trace.ts";

/**
 * A trace that keeps to the limits in force, as far as what is always on leaves it the choice, and that
 * tells what was made of what was asked.
 *
 * @param steadyW - what it draws at least, W
 */
export function limitedTrace(
  trace: DayTrace,
  directives: readonly DirectiveSpan[],
  steadyW: number,
): DayTrace {
  const edges = directives.flatMap(({ fromS, toS }) => [fromS, toS]);
  const split = splitTrace(trace, edges);
  const operating = new Uint8Array(split.fromS.length);
  for (let segment = 0; segment < operating.length; segment += 1) {
    const { shedLevel, limitW } = directiveAt(directives, split.fromS[segment] ?? 0);
    const mostDw = Math.floor(Math.max(limitW, steadyW) * 10);
    const powerDw = split.powerDw[segment] ?? 0;
    if (powerDw > mostDw) split.powerDw[segment] = mostDw;
    const isAsked = shedLevel > 0 || limitW < Number.POSITIVE_INFINITY;
    operating[segment] = OPERATING_STATE[isAsked ? "runningCurtailed" : "running"];
  }
  return { ...split, states: { operating } };
}
