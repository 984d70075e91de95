import { mixedWord, type TextKey } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import { AFTERMATH_S } from "../../demand-response/command-log.ts";
import { slotTrace } from "../../engine/slot-trace.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { summedTrace } from "../../trace/summed-trace.ts";
import type { DayModel, LoadModel, LoadView, Surroundings } from "../load-model.ts";

/** Never reuse a number. */
const STREAM = { partHigh: 2_101, partLow: 2_102 } as const;

/** One of the things behind a {@link sumModel}. */
export interface SumPart {
  readonly model: LoadModel;
  /** W; that of the load if left out. */
  readonly ratedPowerW?: number | undefined;
}

/**
 * What several things draw together, behind one meter: their net power. Each part has random numbers
 * of its own; what loads of a site share, its parts share, too. A command to the load is one to each
 * of its parts. It has no states.
 */
export function sumModel(parts: readonly SumPart[]): DayModel {
  const aftermaths = parts.map(({ model }) => aftermathOf(model));
  return {
    kind: "day",
    aftermathS: Math.max(...aftermaths),
    trace(load, day, commands) {
      const traces = parts.map((part, place) => {
        const { model } = part;
        const view = new PartView(load, part, place);
        if (model.kind === "slot") return slotTrace(model, view, day, commands);
        const earliestS = day.startS - (aftermaths[place] ?? AFTERMATH_S);
        const own = commands.filter(({ toS }) => toS > earliestS);
        return model.trace(view, day, own);
      });
      return summedTrace(traces, day.startS, day.endS);
    },
  };
}

function aftermathOf(model: LoadModel): number {
  return (model.kind === "day" ? model.aftermathS : undefined) ?? AFTERMATH_S;
}

/** A load as one of its parts sees it. */
class PartView implements LoadView {
  readonly key: TextKey;
  readonly siteKey: TextKey;
  readonly fleetKey: TextKey;
  readonly ratedPowerW: number;
  readonly surroundings: Surroundings;
  readonly #load: LoadView;

  constructor(load: LoadView, part: SumPart, place: number) {
    this.#load = load;
    this.key = {
      high: mixedWord(load.key, STREAM.partHigh, place),
      low: mixedWord(load.key, STREAM.partLow, place),
    };
    this.siteKey = load.siteKey;
    this.fleetKey = load.fleetKey;
    this.ratedPowerW = part.ratedPowerW ?? load.ratedPowerW;
    this.surroundings = load.surroundings;
  }

  siblingTrace(loadId: string, day: LocalDay): DayTrace | undefined {
    return this.#load.siblingTrace(loadId, day);
  }
}
