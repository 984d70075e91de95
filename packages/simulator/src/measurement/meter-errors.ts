import { mixedWord, type TextKey } from "@ven/core";
import { Gaps } from "./gaps.ts";
import { ACCURACY_LIMITS, type MeterSpec } from "./meter-spec.ts";

/** Never reuse a number. */
const STREAM = { gain: 9_102, noise: 9_103, drift: 9_104, clockSet: 9_105 } as const;

const ROOT_3 = Math.sqrt(3);

/**
 * What the meters of one specification do to the truth. Pure: each meter's errors are found by its key,
 * and by the instant where they change with time.
 */
export class MeterErrors {
  readonly gaps: Gaps | undefined;
  readonly registerStepWh: number;
  readonly hasDrift: boolean;
  readonly #limit: number;
  readonly #noiseDw: number;
  readonly #stepDw: number;
  readonly #driftPpm: number;
  readonly #setEveryMs: number;

  constructor(spec: MeterSpec) {
    this.gaps = spec.gaps === undefined || spec.gaps.share === 0 ? undefined : new Gaps(spec.gaps);
    this.registerStepWh = spec.registerStepWh;
    this.hasDrift = spec.clockDriftPpm > 0;
    this.#limit = ACCURACY_LIMITS[spec.accuracyClass];
    this.#noiseDw = spec.noiseW * 10;
    this.#stepDw = Math.round(spec.powerStepW * 10);
    this.#driftPpm = spec.clockDriftPpm;
    this.#setEveryMs = spec.clockSetEveryS * 1_000;
  }

  /** Whether it does nothing at all. */
  get isPerfect(): boolean {
    return (
      this.gaps === undefined &&
      this.registerStepWh === 1 &&
      this.#stepDw === 1 &&
      this.#limit + this.#noiseDw + this.#driftPpm === 0
    );
  }

  /** What a meter multiplies by: normal around 1, half its class wide, never out of its class. */
  gain(key: TextKey): number {
    if (this.#limit === 0) return 1;
    const error = (this.#limit / 2) * deviate(key, STREAM.gain, 0);
    return 1 + Math.min(this.#limit, Math.max(-this.#limit, error));
  }

  /** Noise of a reading at an instant, tenths of W: one for each second. */
  noiseDw(key: TextKey, atMs: number): number {
    if (this.#noiseDw === 0) return 0;
    return this.#noiseDw * deviate(key, STREAM.noise, Math.floor(atMs / 1_000));
  }

  /** What a meter shows of a power, W: a whole multiple of its step. */
  shownW(powerW: number, gain: number, noiseDw: number): number {
    const steps = Math.round((powerW * 10 * gain + noiseDw) / this.#stepDw);
    // Nothing is shown as -0.
    return (steps * this.#stepDw + 0) / 10;
  }

  /** When a reading was really taken, epoch ms, whole: at the instant that it carries, or before. */
  takenAtMs(key: TextKey, atMs: number): number {
    if (!this.hasDrift) return atMs;
    const phaseMs = mixedWord(key, STREAM.clockSet, 0) % this.#setEveryMs;
    const sinceSetMs = floorMod(atMs - phaseMs, this.#setEveryMs);
    const ppm = Math.abs(this.#driftPpm * deviate(key, STREAM.drift, 0));
    return atMs - Math.floor((sinceSetMs * ppm) / 1e6);
  }
}

/** What the meters of a specification do; `undefined` if they are perfect. */
export function meterErrors(spec: MeterSpec | undefined): MeterErrors | undefined {
  if (spec === undefined) return undefined;
  const errors = new MeterErrors(spec);
  return errors.isPerfect ? undefined : errors;
}

/** A nearly normal number of deviation 1, within 3.5: the sum of the four halves of two words. */
function deviate(key: TextKey, stream: number, index: number): number {
  const one = mixedWord(key, stream, 2 * index);
  const other = mixedWord(key, stream, 2 * index + 1);
  const sum = (one >>> 16) + (one & 0xffff) + (other >>> 16) + (other & 0xffff);
  return ((sum - 2 * 0xffff) / 0x1_0000) * ROOT_3;
}

function floorMod(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}
