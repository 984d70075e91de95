import { textKey } from "@ven/core";
import { AFTERMATH_S } from "../demand-response/command-log.ts";
import type { CommandSpan } from "../demand-response/command-span.ts";
import { LoadCursor } from "../engine/load-cursor.ts";
import { slotTrace } from "../engine/slot-trace.ts";
import { addEnergy } from "../trace/day-trace.ts";
import type { ChannelContext, ChannelSource } from "./channel-source.ts";

const WHAT_IF = { id: "shed available", action: { kind: "shed", level: 3 } } as const;

/** People who do at once all that they are asked. */
const WILLING = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 } as const;

/** What a load would do without until the next instant: what it does, less what it would do if asked. */
export function shedAvailableChannel(context: ChannelContext, load: number): ChannelSource {
  const { stepMs } = context;
  const { truth } = context.fleet;
  const { fleet, log } = truth;
  const people = { ...truth.surroundings.people, ...WILLING };
  const surroundings = { ...truth.surroundings, people };
  const cursor = new LoadCursor(fleet, surroundings, (sibling, day) => truth.trace(sibling, day));
  cursor.moveTo(load);
  const key = textKey(WHAT_IF.id);
  const meanDw = (fromS: number, toS: number, asked: readonly CommandSpan[]) => {
    const sum = { importDws: 0, exportDws: 0 };
    for (let atS = fromS; atS < toS; ) {
      const day = surroundings.calendar.dayAt(Math.floor(atS));
      const { model } = cursor;
      const aftermathS = (model.kind === "day" ? model.aftermathS : undefined) ?? AFTERMATH_S;
      const before = log.during(day.startS - aftermathS, day.endS).of(cursor);
      const spans = [...before, ...asked];
      const trace =
        model.kind === "day"
          ? model.trace(cursor, day, spans)
          : slotTrace(model, cursor, day, spans);
      addEnergy(trace, atS, toS, sum);
      atS = day.endS;
    }
    return (sum.importDws - sum.exportDws) / (toS - fromS);
  };
  return {
    valueAt(atMs) {
      const fromS = Math.floor(atMs / 1_000);
      const toS = fromS + Math.max(1, Math.round(stepMs / 1_000));
      const toldS = Number.POSITIVE_INFINITY;
      const priority = Number.NEGATIVE_INFINITY;
      const asked = { ...WHAT_IF, key, fromS, toS: toldS, priority };
      const spared = meanDw(fromS, toS, []) - meanDw(fromS, toS, [asked]);
      return Math.max(0, Math.round(spared) / 10);
    },
  };
}
