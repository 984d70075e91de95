import { InvalidValueError } from "@ven/core";
import type { LocalDay } from "../calendar/local-day.ts";
import type { FleetTruth } from "../engine/fleet-truth.ts";
import { type DayTrace, segmentAt, type TraceStates } from "../trace/day-trace.ts";
import { OPERATING_STATE } from "../trace/operating-state.ts";
import type { ChannelContext, ChannelSource } from "./channel-source.ts";
import { loadsWithStates } from "./loads-with-states.ts";

/** Charges are told to a millionth. */
const CHARGE_PARTS = 1e6;

/** How much of what a battery holds it has. */
export function chargeChannel({ fleet: { truth } }: ChannelContext, load: number): ChannelSource {
  const days = new TraceDays(truth, load);
  return {
    valueAt(atMs) {
      const atS = atMs / 1_000;
      const trace = days.at(atS);
      const charge = statesOf("charge", trace, truth, load);
      const segment = segmentAt(trace, atS);
      const fromS = trace.fromS[segment] ?? trace.startS;
      const isLast = segment === trace.fromS.length - 1;
      const toS = isLast ? trace.endS : (trace.fromS[segment + 1] ?? trace.endS);
      const before = charge[segment] ?? Number.NaN;
      const after = isLast
        ? (days.at(trace.endS).states?.charge?.[0] ?? before)
        : charge[segment + 1];
      const share = (atS - fromS) / (toS - fromS);
      const rise = Number.isNaN(after ?? Number.NaN) ? 0 : (after ?? before) - before;
      return Math.round((before + rise * share) * CHARGE_PARTS) / CHARGE_PARTS;
    },
  };
}

/** How warm it is where a load heats or cools: as it was when the load last did something else. */
export function temperatureChannel(
  { fleet: { truth } }: ChannelContext,
  load: number,
): ChannelSource {
  const days = new TraceDays(truth, load);
  return {
    valueAt(atMs) {
      const trace = days.at(atMs / 1_000);
      const temperatureC = statesOf("temperatureC", trace, truth, load);
      return temperatureC[segmentAt(trace, atMs / 1_000)] ?? Number.NaN;
    },
  };
}

/** What a load makes of commands: what its model tells, or else how it differs from what it would do. */
export function operatingChannel({ fleet }: ChannelContext, load: number): ChannelSource {
  const { truth } = fleet;
  const days = new TraceDays(truth, load);
  return {
    valueAt(atMs) {
      const trace = days.at(atMs / 1_000);
      const told = trace.states?.operating?.[segmentAt(trace, atMs / 1_000)];
      if (told !== undefined) return told;
      const powerDw = truth.powerAt(load, atMs);
      if (Number.isNaN(powerDw)) return Number.NaN;
      const difference =
        truth.log.version === 0 ? 0 : powerDw - fleet.undisturbed.powerAt(load, atMs);
      if (difference < 0) {
        return powerDw === 0 ? OPERATING_STATE.idleCurtailed : OPERATING_STATE.runningCurtailed;
      }
      if (difference > 0) {
        return powerDw === 0 ? OPERATING_STATE.idleHeightened : OPERATING_STATE.runningHeightened;
      }
      return powerDw === 0 ? OPERATING_STATE.idle : OPERATING_STATE.running;
    },
  };
}

/** The traces of one load; that of the last two days that were asked for are kept. */
class TraceDays {
  readonly #truth: FleetTruth;
  readonly #load: number;
  #kept: readonly DayTrace[] = [];

  constructor(truth: FleetTruth, load: number) {
    this.#truth = truth;
    this.#load = load;
  }

  at(atS: number): DayTrace {
    const kept = this.#kept.find(({ startS, endS }) => atS >= startS && atS < endS);
    if (kept !== undefined) return kept;
    const day: LocalDay = this.#truth.surroundings.calendar.dayAt(Math.floor(atS));
    const trace = this.#truth.trace(this.#load, day);
    this.#kept = [trace, ...this.#kept.slice(0, 1)];
    return trace;
  }
}

function statesOf(
  name: "charge" | "temperatureC",
  { states, startS }: DayTrace,
  truth: FleetTruth,
  load: number,
): NonNullable<TraceStates[typeof name]> {
  const values = states?.[name];
  if (values !== undefined) return values;
  const { resourceId, loadId, kind } = truth.fleet.identity(load);
  const channel = name === "charge" ? "stateOfCharge" : name;
  const others = loadsWithStates(name, truth, truth.surroundings.calendar.dayAt(startS));
  const remedy =
    others === ""
      ? "nor has any other here that was asked"
      : `choose by resourceIds and loadIds, such as ${others}`;
  const rule = `load "${loadId}" of resource "${resourceId}" (${kind}) has no such thing: ${remedy}`;
  throw new InvalidValueError("channel", channel, rule);
}
