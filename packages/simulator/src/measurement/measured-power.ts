import type { TextKey } from "@ven/core";
import type { FleetTruth } from "../engine/fleet-truth.ts";
import type { Instants } from "../engine/instants.ts";
import { applyPowerFault, faultyReadingW } from "../faults/apply-power-fault.ts";
import type { FaultLog, FaultSpan } from "../faults/fault-log.ts";
import { stuckSinceMs } from "../faults/stuck-since.ts";
import { GapWalk } from "./gap-walk.ts";
import type { MeterErrors } from "./meter-errors.ts";
import { READING_QUALITY } from "./reading-quality.ts";
import type { ReadingRow, ReadingRows } from "./reading-row.ts";

/** Power at each instant, or its mean from there to the next. */
export type PowerKind = "instant" | "mean";

/** A load's meter, and all that it suffered from by the end of what is read. */
interface Meter {
  readonly load: number;
  readonly key: TextKey;
  readonly faults: readonly FaultSpan[];
}

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
      const faults = this.#faults.spans(
        () => fleet.identity(load),
        Number.NEGATIVE_INFINITY,
        endMs,
      );
      const meter = { load, key: fleet.loadKey(load), faults };
      const { meter: errors } = fleet.siteLoad(load);
      if (errors !== undefined) this.#measure(meter, errors, instants, power, row);
      this.#applyFaults(meter, instants, row);
    });
    if (columns.quality !== undefined) markMissing(powerW, columns.quality);
  }

  /** What is stuck comes last: whatever else goes wrong meanwhile does not move it. */
  #applyFaults(meter: Meter, instants: Instants, row: ReadingRow): void {
    const { key, faults } = meter;
    for (const span of faults) {
      if (span.fault.kind !== "stuck") applyPowerFault(span, key, instants, row, Number.NaN);
    }
    for (const span of faults) {
      if (span.fault.kind !== "stuck" || span.toMs <= instants.fromMs) continue;
      const stuckAtW = this.#readingW(meter, span.fromMs, "instant", 1);
      applyPowerFault(span, key, instants, row, stuckAtW);
    }
  }

  #measure(
    meter: Meter,
    errors: MeterErrors,
    { fromMs, stepMs, count }: Instants,
    power: PowerKind,
    { powerW, quality, offset }: ReadingRow,
  ): void {
    const { load, key } = meter;
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
          filledW = this.#lastBeforeW(meter, filledSinceMs, power, stepMs);
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

  /** The last reading before a gap: a second before it, or of the step that ends with it. */
  #lastBeforeW(meter: Meter, gapMs: number, power: PowerKind, stepMs: number): number {
    const backMs = power === "instant" ? 1_000 : stepMs;
    return this.#readingW(meter, gapMs - backMs, power, stepMs);
  }

  /** What a meter gave for an instant, by its errors and faults, whether or not it was received. */
  #readingW(meter: Meter, atMs: number, power: PowerKind, stepMs: number): number {
    const { key, faults } = meter;
    const sinceMs = stuckSinceMs(faults, atMs);
    if (sinceMs === undefined) {
      return faultyReadingW(faults, key, atMs, this.#shownW(meter, atMs, power, stepMs));
    }
    return faultyReadingW(faults, key, sinceMs, this.#shownW(meter, sinceMs, "instant", 1));
  }

  /** What a meter showed if it had no faults. */
  #shownW({ load, key }: Meter, atMs: number, power: PowerKind, stepMs: number): number {
    const { meter: errors } = this.#truth.fleet.siteLoad(load);
    if (errors === undefined) return this.#truthW(load, atMs, power, stepMs);
    const truthW = this.#truthTakenW(load, key, errors, atMs, power, stepMs);
    const noiseDw = power === "instant" ? errors.noiseDw(key, atMs) : 0;
    return errors.shownW(truthW, errors.gain(key), noiseDw);
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
