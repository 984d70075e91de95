import { textKey } from "@ven/core";
import type { Command } from "@ven/simulator";
import { LocalCalendar } from "../../src/calendar/local-calendar.ts";
import type { LocalDay } from "../../src/calendar/local-day.ts";
import { AFTERMATH_S, CommandLog } from "../../src/demand-response/command-log.ts";
import { type People, peopleSpec } from "../../src/demand-response/people.ts";
import type { DayModel, LoadView, Surroundings } from "../../src/models/load-model.ts";
import type { DayTrace } from "../../src/trace/day-trace.ts";
import { syntheticWeather } from "../../src/weather/synthetic-weather.ts";

/** One load by itself, with all that lies behind its power. */
export interface LoadBench {
  readonly load: LoadView;
  /** The trace of a local day, `YYYY-MM-DD`, or so many days after it. */
  trace(date: string, daysLater?: number): DayTrace;
  receive(command: Omit<Command, "startMs" | "endMs">, start: string, end: string): void;
  cancel(id: string, at: string): void;
}

export interface LoadBenchOptions {
  readonly seed?: string;
  readonly ratedPowerW?: number;
  readonly timeZone?: string;
  readonly people?: Partial<People>;
  readonly siblings?: Readonly<Record<string, (day: LocalDay) => DayTrace>>;
}

/** Puts a model on the bench; people obey at once, unless told otherwise. */
export function loadBench(model: DayModel, options: LoadBenchOptions = {}): LoadBench {
  const { seed = "bench", ratedPowerW = 11_000, timeZone = "Europe/Copenhagen" } = options;
  const place = { latitudeDeg: 56.14, longitudeDeg: 8.97 };
  const calendar = new LocalCalendar(timeZone);
  const obedient = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 };
  const surroundings: Surroundings = {
    ...place,
    calendar,
    weather: syntheticWeather(textKey("bench"), place),
    people: peopleSpec.parse({ ...obedient, ...options.people }),
  };
  const load: LoadView = {
    key: textKey(`${seed} load`),
    siteKey: textKey(`${seed} site`),
    fleetKey: textKey("bench"),
    ratedPowerW,
    surroundings,
    siblingTrace: (id, day) => options.siblings?.[id]?.(day),
  };
  const identity = { venId: "v", resourceId: "r", loadId: "l", kind: "bench", modelName: "bench" };
  const log = new CommandLog();
  return {
    load,
    trace(date, daysLater = 0) {
      const day = calendar.day(Math.floor(Date.parse(date) / 86_400_000) + daysLater);
      const window = log.during(day.startS - (model.aftermathS ?? AFTERMATH_S), day.endS);
      return model.trace(load, day, window.of({ identity: () => identity }));
    },
    receive(command, start, end) {
      const startMs = Date.parse(start);
      const full = { ...command, startMs, endMs: Date.parse(end) };
      log.add({ kind: "command", receivedAtMs: startMs, command: full });
    },
    cancel(id, at) {
      log.add({ kind: "cancel", receivedAtMs: Date.parse(at), commandId: id });
    },
  };
}

/** Energy of a trace, tenths of a watt-second; import less export. */
export function netDws({ fromS, powerDw, endS }: DayTrace): number {
  let sum = 0;
  fromS.forEach((from, at) => {
    sum += (powerDw[at] ?? 0) * ((fromS[at + 1] ?? endS) - from);
  });
  return sum;
}
