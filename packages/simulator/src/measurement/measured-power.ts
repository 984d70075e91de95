import type { TextKey } from "@ven/core";
import type { FleetTruth } from "../engine/fleet-truth.ts";
import type { Instants } from "../engine/instants.ts";
import { applyPowerFault } from "../faults/apply-power-fault.ts";
import type { FaultLog } from "../faults/fault-log.ts";
import { GapWalk } from "./gap-walk.ts";
import type { MeterErrors } from "./meter-errors.ts";
import { READING_QUALITY } from "./reading-quality.ts";
import type { ReadingRow, ReadingRows } from "./reading-row.ts";

/** Power at each instant, or its mean from there to the next. */
export type PowerKind = "instant" | "mean";

/** What meters make of the power of their loads: a pure function of load, instant and the faults by then. */
export class MeasuredPower {
  readonly #truth: FleetTruth;
  readonly #faults: FaultLog;
  readonly #one: Float64Array = new Float64Array(1);

  constructor(truth: FleetTruth, faults: FaultLog) {
    this.#truth = truth;
    this.#faults = faults;
  }

  /** Whether all that is read is the truth. */
  get isPerfect(): boolean {
    return this.#faults.isEmpty && !this.#truth.fleet.hasMeterErrors;
  }

  /** Reads loads, load by load into the columns. */
  read(loads: Uint32Array, instants: Instants, power: PowerKind, columns: ReadingRows): void {
    const { powerW, truthW } = columns;
    this.#truth.read(loads, instants, power, powerW);
    for (let at = 0; at < powerW.length; at += 1) powerW[at] = (powerW[at] ?? 0) / 10;
    truthW?.set(powerW);
    if (this.isPerfect) return;
    const { fleet } = this.#truth;
    const { fromMs, stepMs, count } = instants;
    const endMs = fromMs + count * stepMs;
    loads.forEach((load, index) => {
      const row = { ...columns, offset: index * count };
      const key = fleet.loadKey(load);
      const { meter } = fleet.siteLoad(load);
      if (meter !== undefined) this.#measure(load, key, meter, instants, power, row);
      for (const span of this.#faults.spans(() => fleet.identity(load), fromMs, endMs)) {
        const stuckAtW =
          span.fault.kind === "stuck" ? this.#shownW(load, key, span.fromMs) : Number.NaN;
        applyPowerFault(span, key, instants, row, stuckAtW);
      }
    });
    if (columns.quality !== undefined) markMissing(powerW, columns.quality);
  }

  #measure(
    load: number,
    key: TextKey,
    errors: MeterErrors,
    { fromMs, stepMs, count }: Instants,
    power: PowerKind,
    { powerW, quality, offset }: ReadingRow,
  ): void {
    const gain = errors.gain(key);
    const gaps = errors.gaps && new GapWalk(errors.gaps, key);
    let filledW = Number.NaN;
    let filledSinceMs = Number.NaN;
    for (let step = 0; step < count; step += 1) {
      const atMs = fromMs + step * stepMs;
      const place = offset + step;
      if (gaps?.isGapAt(atMs) === true) {
        if (gaps.isFilled && filledSinceMs !== gaps.beganMs()) {
          filledSinceMs = gaps.beganMs();
          filledW = this.#lastBeforeW(load, key, errors, filledSinceMs, power, stepMs);
        }
        powerW[place] = gaps.isFilled ? filledW : Number.NaN;
        if (quality !== undefined && gaps.isFilled) quality[place] = READING_QUALITY.ESTIMATED;
        continue;
      }
      if (errors.hasDrift) {
        powerW[place] = this.#truthTakenW(load, key, errors, atMs, power, stepMs);
      }
      const noiseDw = power === "instant" ? errors.noiseDw(key, atMs) : 0;
      powerW[place] = errors.shownW(powerW[place] ?? 0, gain, noiseDw);
    }
  }

  /** What a meter showed at an instant, whether or not it was received. */
  #shownW(load: number, key: TextKey, atMs: number): number {
    const { meter } = this.#truth.fleet.siteLoad(load);
    if (meter === undefined) return this.#truthW(load, atMs, "instant", 1);
    const truthW = this.#truthTakenW(load, key, meter, atMs, "instant", 1);
    return meter.shownW(truthW, meter.gain(key), meter.noiseDw(key, atMs));
  }

  /** The last reading before a gap: a second before it, or of the step that ends with it. */
  #lastBeforeW(
    load: number,
    key: TextKey,
    errors: MeterErrors,
    gapMs: number,
    power: PowerKind,
    stepMs: number,
  ): number {
    if (power === "instant") return this.#shownW(load, key, gapMs - 1_000);
    const truthW = this.#truthTakenW(load, key, errors, gapMs - stepMs, power, stepMs);
    return errors.shownW(truthW, errors.gain(key), 0);
  }

  /**
   * The truth at the time at which a reading was really taken. A mean is what was counted between two
   * readings of the register, by the time that the meter's clock says; so it agrees with their difference.
   */
  #truthTakenW(
    load: number,
    key: TextKey,
    errors: MeterErrors,
    atMs: number,
    power: PowerKind,
    stepMs: number,
  ): number {
    const takenMs = errors.takenAtMs(key, atMs);
    if (power === "instant") return this.#truthW(load, takenMs, power, 1);
    const lengthMs = errors.takenAtMs(key, atMs + stepMs) - takenMs;
    if (lengthMs <= 0) return 0;
    return (this.#truthW(load, takenMs, power, lengthMs) * lengthMs) / stepMs;
  }

  #truthW(load: number, fromMs: number, power: PowerKind, stepMs: number): number {
    const instants = { fromMs, stepMs, count: 1 };
    if (power === "mean") this.#truth.meanPowers(load, instants, this.#one, 0);
    else this.#truth.powersAt(load, instants, this.#one, 0);
    return (this.#one[0] ?? Number.NaN) / 10;
  }
}

function markMissing(powerW: Float64Array, quality: Uint8Array): void {
  for (let at = 0; at < powerW.length; at += 1) {
    if (Number.isNaN(powerW[at])) quality[at] = READING_QUALITY.MISSING;
  }
}
