import { mixedWord } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { CommandSpan } from "../../demand-response/command-span.ts";
import { type DirectiveSpan, directiveAt, directivesOf } from "../../demand-response/directive.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { OPERATING_STATE } from "../../trace/operating-state.ts";
import { PulseSum } from "../../trace/pulse-sum.ts";
import { splitTrace } from "../../trace/split-trace.ts";
import type { DayModel, LoadView } from "../load-model.ts";
import { Compressor } from "./compressor.ts";
import type { FridgeSpec } from "./fridge-spec.ts";
import { PausedCompressor } from "./paused-compressor.ts";
import { pausesOf } from "./pauses.ts";

/** Never reuse a number. */
const STREAM = { power: 4_301 } as const;

/** See `fridgeSpec`. At shed levels, prices and limits below its power it pauses, then catches up. */
export function fridgeModel(spec: FridgeSpec): DayModel {
  const pulses = new PulseSum();
  return {
    kind: "day",
    trace(load, day, commands) {
      pulses.begin(day.startS, day.endS);
      const directives = directivesOf(load, commands);
      const firstS = firstDayS(load, day, commands);
      const count = spec.compressors ?? usualCount(load.ratedPowerW);
      for (let number = 0; number < count; number += 1) {
        addRuns(pulses, load, day, { spec, number, count, directives, firstS });
      }
      const steadyW = load.ratedPowerW * spec.steadyShare;
      const trace = pulses.trace(steadyW);
      return withStates(trace, Math.round(steadyW * 10), directives);
    },
  };
}

/** One compressor up to 2 kW, and one more for each 6 kW. */
function usualCount(ratedPowerW: number): number {
  return Math.min(12, 1 + Math.max(0, Math.ceil((ratedPowerW - 2_000) / 6_000)));
}

interface Share {
  readonly spec: FridgeSpec;
  readonly number: number;
  readonly count: number;
  readonly directives: readonly DirectiveSpan[];
  /** From when on it is followed, epoch s. */
  readonly firstS: number;
}

function addRuns(
  pulses: PulseSum,
  { key, ratedPowerW, surroundings }: LoadView,
  { startS, endS }: LocalDay,
  { spec, number, count, directives, firstS }: Share,
): void {
  const size = 0.85 + (0.15 * mixedWord(key, STREAM.power, number)) / 0x1_0000_0000;
  const powerW = (size * ratedPowerW * (1 - spec.steadyShare)) / count;
  const compressor = new Compressor(key, number, spec.dutyShare, spec.dutyPerK);
  if (directives.length === 0) {
    compressor.begin(surroundings, startS);
    while (compressor.next(endS)) pulses.add(compressor.startS, compressor.stopS, powerW);
    return;
  }
  const add = (fromS: number, toS: number) => pulses.add(fromS, toS, powerW);
  const paused = new PausedCompressor(pausesOf(key, number, powerW, spec, directives), add);
  compressor.begin(surroundings, firstS);
  while (compressor.next(endS)) {
    paused.follow(compressor.startS, compressor.stopS, true);
    paused.follow(compressor.stopS, compressor.endS, false);
  }
}

/** The beginning of the day from which on commands may have changed something. */
function firstDayS(
  { surroundings }: LoadView,
  { startS }: LocalDay,
  commands: readonly CommandSpan[],
): number {
  const firstS = commands.reduce((first, { fromS }) => Math.min(first, fromS), startS);
  return firstS < startS ? surroundings.calendar.dayAt(firstS).startS : startS;
}

function withStates(
  trace: DayTrace,
  steadyDw: number,
  directives: readonly DirectiveSpan[],
): DayTrace {
  const edges = directives.flatMap(({ fromS, toS }) => [fromS, toS]);
  const split = directives.length === 0 ? trace : splitTrace(trace, edges);
  const operating = new Uint8Array(split.fromS.length);
  for (let segment = 0; segment < operating.length; segment += 1) {
    const isOn = (split.powerDw[segment] ?? 0) > steadyDw;
    const { shedLevel, limitW } = directiveAt(directives, split.fromS[segment] ?? 0);
    const isAsked = shedLevel > 0 || limitW < Number.POSITIVE_INFINITY;
    operating[segment] = isAsked
      ? OPERATING_STATE[isOn ? "runningCurtailed" : "idleCurtailed"]
      : OPERATING_STATE[isOn ? "running" : "idle"];
  }
  return { ...split, states: { operating } };
}
