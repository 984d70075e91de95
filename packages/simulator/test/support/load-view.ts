import { textKey } from "@ven/core";
import { LocalCalendar } from "../../src/calendar/local-calendar.ts";
import type { Command } from "../../src/demand-response/command.ts";
import type { CommandSpan } from "../../src/demand-response/command-span.ts";
import type { DayModel, LoadModel, LoadView } from "../../src/models/load-model.ts";
import type { DayTrace } from "../../src/trace/day-trace.ts";
import { OBEDIENT } from "./one-model-fleet.ts";

/** One for all: a calendar is costly to make. */
const calendar = new LocalCalendar("Europe/Copenhagen");

/** A load of 2 kW in Denmark where it is always so warm outside; its people obey. */
export function loadView(id: string, outdoorC: number, siteId: string = id): LoadView {
  return {
    key: textKey(id),
    siteKey: textKey(`site ${siteId}`),
    fleetKey: textKey("fleet"),
    ratedPowerW: 2_000,
    surroundings: {
      calendar,
      weather: { temperatureC: () => outdoorC, clearness: () => 1, windMs: () => 0 },
      latitudeDeg: 56,
      longitudeDeg: 9,
      people: { ...OBEDIENT, priceWatchers: 0, usualPricePerKwh: 0.3 },
    },
    siblingTrace: () => undefined,
  };
}

/** A command to a load, from one instant to another, epoch s. */
export function span(action: Command["action"], fromS: number, toS: number): CommandSpan {
  return { id: "event", key: textKey("event"), action, fromS, toS, priority: 0 };
}

/** The trace of a load on a local date. */
export function traceOn(
  model: LoadModel,
  load: LoadView,
  date: string,
  commands: readonly CommandSpan[] = [],
): DayTrace {
  const day = load.surroundings.calendar.day(Date.parse(date) / 86_400_000);
  return (model as DayModel).trace(load, day, commands);
}
