import { InvalidValueError } from "@ven/core";
import { checkInstant } from "../calendar/check-instant.ts";
import type { Instants } from "../engine/instants.ts";
import { checkFlag } from "../keys/check-flag.ts";
import { checkKeys, type KnownKeys } from "../keys/check-keys.ts";
import { type LoadSelection, SELECTION_KEYS } from "./load-selection.ts";

/** Most readings in one answer: 1 GiB. */
const MOST_READINGS = 134_217_728;

/** Which instants of which loads. */
export interface TimeRange extends LoadSelection {
  /** First instant, epoch ms. */
  readonly fromMs: number;
  /** The instant after the last, epoch ms. */
  readonly toMs: number;
  /** From one instant to the next, whole ms, 1 or more. */
  readonly stepMs: number;
}

/** How power is read. */
export interface ReadOptions {
  /**
   * Power at each instant, or its mean from there to the next.
   *
   * @defaultValue "instant"
   */
  readonly power?: "instant" | "mean";
  /** Whether the true power comes beside what the meters show. @defaultValue false */
  readonly truth?: boolean;
}

/** What `Simulator.range` and `Simulator.stream` read. */
export interface ReadRange extends TimeRange, ReadOptions {}

/** All keys of a {@link TimeRange}. */
export const TIME_RANGE_KEYS: KnownKeys<TimeRange> = {
  fromMs: true,
  toMs: true,
  stepMs: true,
  ...SELECTION_KEYS,
};

const READ_RANGE_KEYS: KnownKeys<ReadRange> = { ...TIME_RANGE_KEYS, power: true, truth: true };

const TRUTH_KEYS: KnownKeys<Pick<ReadOptions, "truth">> = { truth: true };

const READ_AT_KEYS = { ...SELECTION_KEYS, ...TRUTH_KEYS };

/** @throws {InvalidValueError} if a range has keys that are not known, or says power in no known way */
export function checkRange(range: ReadRange): void {
  checkKeys("range", range, READ_RANGE_KEYS);
  const { power = "instant", truth } = range;
  if (power !== "instant" && power !== "mean") {
    throw new InvalidValueError("power", power, "give instant or mean");
  }
  checkFlag("truth", truth);
}

/** @throws {InvalidValueError} if what `Simulator.readAt` is given has keys that are not known */
export function checkSelection(selection: LoadSelection & Pick<ReadOptions, "truth">): void {
  checkKeys("selection", selection, READ_AT_KEYS);
  checkFlag("truth", selection.truth);
}

/** @throws {InvalidValueError} if the options of a register have keys that are not known */
export function checkTruth(options: Pick<ReadOptions, "truth">): void {
  checkKeys("options", options, TRUTH_KEYS);
  checkFlag("truth", options.truth);
}

/**
 * The instants of a range.
 *
 * @throws {InvalidValueError} if a part is out of its range, or there are too many for one answer
 */
export function checkedInstants({ fromMs, toMs, stepMs }: TimeRange, loadCount: number): Instants {
  checkInstant("fromMs", fromMs);
  checkInstant("toMs", toMs);
  if (toMs < fromMs) throw new InvalidValueError("toMs", toMs, "it must not be before fromMs");
  if (!Number.isSafeInteger(stepMs) || stepMs < 1) {
    throw new InvalidValueError("stepMs", stepMs, "give whole ms, 1 or more");
  }
  const count = Math.ceil((toMs - fromMs) / stepMs);
  if (count * loadCount > MOST_READINGS) {
    const rule = `that is ${count * loadCount} readings at once: use stream(), or choose fewer loads`;
    throw new InvalidValueError("range", { fromMs, toMs, stepMs }, rule);
  }
  return { fromMs, stepMs, count };
}

/** The same range in parts of so many steps. */
export function* partsOf<Range extends TimeRange>(
  range: Range,
  steps: number,
): Generator<Range, void, undefined> {
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw new InvalidValueError("batchSteps", steps, "give a whole number, 1 or more");
  }
  const { stepMs, toMs } = range;
  for (let fromMs = range.fromMs; fromMs < toMs; fromMs += steps * stepMs) {
    yield { ...range, fromMs, toMs: Math.min(toMs, fromMs + steps * stepMs) };
  }
}

/** Epoch ms of each of the instants. */
export function timestamps({ fromMs, stepMs, count }: Instants): Float64Array {
  const timestampMs = new Float64Array(count);
  for (let step = 0; step < count; step += 1) timestampMs[step] = fromMs + step * stepMs;
  return timestampMs;
}
