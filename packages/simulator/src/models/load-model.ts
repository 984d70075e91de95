import type { TextKey } from "@ven/core";
import type { LocalCalendar } from "../calendar/local-calendar.ts";
import type { LocalDay } from "../calendar/local-day.ts";
import type { CommandSpan } from "../demand-response/command-span.ts";
import type { People } from "../demand-response/people.ts";
import type { DayTrace } from "../trace/day-trace.ts";
import type { Place } from "../weather/place.ts";
import type { Weather } from "../weather/weather.ts";

/**
 * The load that a model is asked about. One object is moved from load to load: read it, do not keep it.
 */
export interface LoadView {
  /** Of seed, resource and load: what tells this load from all others. */
  readonly key: TextKey;
  /** Of seed and resource: what the loads of a site share. */
  readonly siteKey: TextKey;
  /** Of the seed: what the whole fleet shares. */
  readonly fleetKey: TextKey;
  /** W; above 0. */
  readonly ratedPowerW: number;
  readonly surroundings: Surroundings;
  /** The trace of another load of the same site, by its id; `undefined` if there is none. */
  siblingTrace(loadId: string, day: LocalDay): DayTrace | undefined;
}

/** What loads of a place share. */
export interface Surroundings {
  readonly calendar: LocalCalendar;
  readonly weather: Weather;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly people: People;
  /** The weather of another place; left out if there is but one weather. */
  readonly weatherAt?: (place: Place) => Weather;
}

/**
 * How a kind of load behaves. Pure: the same load, time and commands give the same power, in any
 * order of calls. A model serves all loads of its kind; what makes them differ it derives from their
 * keys each time.
 *
 * Causal: power at an instant depends only on commands whose span has begun by then. A span's end is
 * not known before it comes, as the command may be cancelled; so no model looks at `toS` earlier.
 */
export type LoadModel = DayModel | SlotModel;

/** A load whose behaviour is worked out for a day at a time. */
export interface DayModel {
  readonly kind: "day";
  /** How long after its end a command may still tell, s. @defaultValue two days */
  readonly aftermathS?: number;
  /**
   * The whole of one local day.
   *
   * @param commands - those that are in force on this day or up to `aftermathS` before, in the order of
   * their beginning
   */
  trace(load: LoadView, day: LocalDay, commands: readonly CommandSpan[]): DayTrace;
}

/** A load whose power of any slot of time is found at once. */
export interface SlotModel {
  readonly kind: "slot";
  /** How long a slot is, whole s. */
  readonly slotS: number;
  /** Where slot 0 begins, epoch s, whole. @defaultValue 0 */
  readonly originS?: number;
  /**
   * The power of slots, tenths of W, whole, into `out`. `NaN` where it is not known.
   *
   * @param slots - the first, how many slots each is after the one before, and how many
   * @param offset - where in `out` the first goes
   * @param commands - those in force during these slots
   */
  fill(
    load: LoadView,
    slots: SlotRun,
    out: Float64Array,
    offset: number,
    commands: readonly CommandSpan[],
  ): void;
}

/** Which slots of a {@link SlotModel}. */
export interface SlotRun {
  readonly first: number;
  /** 0 or more. */
  readonly stride: number;
  readonly count: number;
}
