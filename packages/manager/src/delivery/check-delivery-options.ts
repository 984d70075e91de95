import { InvalidValueError, systemClock, systemRandom } from "@ven/core";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import type { ReadingDeliveryOptions } from "./reading-delivery.ts";

/** The part of a manager's options that says how readings are delivered, checked. */
export type DeliverySettings = Omit<
  ReadingDeliveryOptions,
  "outbox" | "carrier" | "vens" | "logger"
>;

const LONGEST_MS = 2_147_483_647;

/** @throws {InvalidValueError} if an option is out of its range */
export function checkDeliveryOptions(
  options: VenManagerOptions,
  concurrency: number,
): DeliverySettings {
  const { onAmbiguous = "retry", clock = systemClock, random = systemRandom } = options;
  if (!["retry", "skip", "park"].includes(onAmbiguous)) {
    throw new InvalidValueError("onAmbiguous", onAmbiguous, "give retry, skip or park");
  }
  const retryFirstMs = check(options, "retryFirstMs", { or: 1_000, least: 1, most: LONGEST_MS });
  return {
    clock,
    random,
    concurrency,
    onAmbiguous,
    retryFirstMs,
    retryLongestMs: check(options, "retryLongestMs", {
      or: Math.max(300_000, retryFirstMs),
      least: retryFirstMs,
      most: LONGEST_MS,
    }),
    lookAfterMs: check(options, "lookAfterMs", { or: 2_000, least: 0, most: 600_000 }),
    maxReadingsPerReport: check(options, "maxReadingsPerReport", {
      or: 10_000,
      least: 1,
      most: 10_000,
      whole: true,
    }),
    ticksPerReport: check(options, "ticksPerReport", { or: 1, least: 1, most: 1_000, whole: true }),
    maxBacklogReportsPerSecond: check(options, "maxBacklogReportsPerSecond", {
      or: 200,
      least: 0.001,
      most: 1e6,
    }),
    sinks: options.sinks ?? [],
    sinkTimeoutMs: check(options, "sinkTimeoutMs", { or: 500, least: 0, most: 60_000 }),
  };
}

interface Range {
  /** The default. */
  readonly or?: number;
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

/** @throws {InvalidValueError} if a number is out of its range */
export function check<Name extends keyof VenManagerOptions>(
  options: VenManagerOptions,
  name: Name,
  { or = Number.NaN, least, most, whole = false }: Range,
): number {
  const value: unknown = options[name] ?? or;
  if (typeof value === "number" && value >= least && value <= most) {
    if (!whole || Number.isInteger(value)) return value;
  }
  const kind = whole ? "a whole number" : "a number";
  throw new InvalidValueError(name, value, `give ${kind} from ${least} to ${most}`);
}
