import type { LoadId, Resource } from "@ven/core";

/** The step that all meters of a world are at. */
export interface MeterTick {
  /** 0 to `stepCount - 1`; in an endless model it only grows. */
  readonly step: number;
  /** How often the steps have begun anew: 0 on the first lap. */
  readonly lap: number;
  /** The instant that the readings carry, epoch ms. */
  readonly atMs: number;
}

/** The meter of one resource. */
export interface Meter {
  /** Loads of the resource that it cannot measure: always missing, and warned of once. */
  readonly missingLoadIds?: readonly LoadId[];
  /**
   * Power of one load. The same tick must give the same power, in any order of calls.
   *
   * @param loadIndex - position in the resource's `loads`
   * @returns W, positive = import; `NaN` if the reading is missing
   */
  powerW(loadIndex: number, tick: MeterTick): number;
  /**
   * Until when all its loads stay as they are at this tick, epoch ms: a reader may keep what it has read
   * until then. Asked after {@link powerW} of every load. Left out where that is not known.
   */
  steadyUntilMs?(tick: MeterTick): number;
}

/** What a model is told when it opens a meter. */
export interface MeterContext {
  /** Seed of the world: another seed, other values. */
  readonly seed: string | number;
}

/** Where powers come from: synthetic curves, a recorded file, or anything of this shape. */
export interface MeterModel {
  /** How many steps there are before they begin anew, 1 or more; endless if left out. */
  readonly stepCount?: number;
  /**
   * The instant of a step, whole epoch ms; never the same for two (step, lap). A model without it
   * gets the clock's.
   */
  stepAtMs?(step: number, lap: number): number;
  /** Opens the meter of a resource. @returns `undefined` if it has none: the resource is skipped */
  openMeter(resource: Resource, context: MeterContext): Meter | undefined;
}
