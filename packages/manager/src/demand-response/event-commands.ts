import {
  type EventTimeOptions,
  expandIntervals,
  isCancelledEvent,
  type TimedEvent,
  type TimedPayload,
} from "@ven/openadr-schema";
import type { Command, CommandAction, CommandTargets } from "@ven/simulator";

/** How far ahead the intervals of an event that never ends are read, ms. */
const WEEK_MS = 7 * 86_400_000;

/** Of an event without a priority: any that has one goes before it. */
const LAST_PRIORITY = 1_000_000_000;

/** What is read of an event to make commands of it: less than 3.0.1 and 3.1.0 have. */
export interface CommandingEvent extends TimedEvent {
  readonly priority?: number | null;
  readonly payloadDescriptors?:
    | readonly { readonly payloadType: string; readonly units?: string | null }[]
    | null;
}

/** What {@link eventCommands} depends on. */
export interface EventCommandsOptions extends EventTimeOptions {
  /** The loads that the event is for, as its targets mean them. @defaultValue all */
  readonly targets?: CommandTargets;
  /** Up to when intervals are read, epoch ms. @defaultValue a week after `nowAtMs` */
  readonly untilAtMs?: number;
}

/** What an event asks of simulated loads. */
export interface EventCommands {
  /** In the order of their starts. Their ids are unique if those of events are. */
  readonly commands: readonly Command[];
  /** What no load can be asked: `<payload type>: <why>`, each once. */
  readonly unheeded: readonly string[];
}

/**
 * Translates an OpenADR event into what simulated loads understand.
 *
 * `SIMPLE` sheds, `PRICE` per kWh is a price, `DISPATCH_SETPOINT` in kW is a power for each load, and
 * so is `IMPORT_CAPACITY_LIMIT` a limit where `targets` name single loads: one of a whole site or VEN
 * cannot be shared out among loads here. A cancelled event asks nothing; what was received of it
 * before is for the caller to cancel.
 *
 * @throws {InvalidValueError} if the times of the event break a rule; see `expandIntervals`
 */
export function eventCommands(
  event: CommandingEvent,
  options: EventCommandsOptions,
): EventCommands {
  const { targets, untilAtMs = options.nowAtMs + WEEK_MS } = options;
  const commands: Command[] = [];
  const unheeded = new Set<string>();
  if (isCancelledEvent(event)) return { commands, unheeded: [] };
  for (const interval of expandIntervals(event, options)) {
    const { intervalIndex, pass, subIntervalIndex = 0, startAtMs, endAtMs, payloads } = interval;
    if (startAtMs >= untilAtMs) break;
    for (const payload of payloads) {
      const action = actionOf(payload, event, targets);
      if (typeof action === "string") {
        unheeded.add(`${payload.type}: ${action}`);
        continue;
      }
      if (endAtMs <= startAtMs) continue;
      const place = [intervalIndex, pass, subIntervalIndex].join(".");
      commands.push({
        id: `${(event.id ?? "event").slice(0, 80)}/${place}/${action.kind}`,
        action,
        startMs: startAtMs,
        ...(Number.isFinite(endAtMs) ? { endMs: endAtMs } : {}),
        ...(targets === undefined ? {} : { targets }),
        priority: event.priority ?? LAST_PRIORITY,
      });
    }
  }
  return { commands, unheeded: [...unheeded] };
}

/** What a payload asks of each load, or why that cannot be asked. */
function actionOf(
  { type, values: [value] }: TimedPayload,
  { payloadDescriptors }: CommandingEvent,
  targets: CommandTargets | undefined,
): CommandAction | string {
  const units = payloadDescriptors?.find(({ payloadType }) => payloadType === type)?.units;
  switch (type) {
    case "SIMPLE":
      if (value === 0 || value === 1 || value === 2 || value === 3) {
        return { kind: "shed", level: value };
      }
      return "its levels are 0, 1, 2 and 3";
    case "PRICE":
      if (typeof value !== "number") return "its value is no number";
      return (units ?? "KWH") === "KWH" ? { kind: "price", perKwh: value } : notIn("KWH", units);
    case "DISPATCH_SETPOINT":
      if (typeof value !== "number") return "its value is no number";
      if ((units ?? "KW") !== "KW") return notIn("KW", units);
      return { kind: "dispatch", powerW: value * 1_000 };
    case "IMPORT_CAPACITY_LIMIT":
      if (typeof value !== "number" || value < 0) return "its value is no number of 0 or more";
      if ((units ?? "KW") !== "KW") return notIn("KW", units);
      if (targets?.loadIds === undefined && targets?.kinds === undefined) {
        return "it is of a whole site or VEN, and loads know limits of their own only";
      }
      return { kind: "powerLimit", limitW: value * 1_000 };
    default:
      return "no simulated load understands it";
  }
}

function notIn(unit: string, units: string | null | undefined): string {
  return `it is in ${units}, not in ${unit}`;
}
