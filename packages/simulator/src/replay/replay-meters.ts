import { InvalidValueError, type LoadId, type Resource } from "@ven/core";
import type { Meter, MeterContext, MeterModel, MeterTick } from "../meters/meter-model.ts";
import type { BadRows } from "./bad-rows.ts";
import type { PowerSeries } from "./power-series.ts";
import type { Recording } from "./recording.ts";
import { ReplayFormatError } from "./replay-format-error.ts";
import type { ReplayOptions, ReplayWrap } from "./replay-options.ts";
import { alignSeries, findTimeAxis, type TimeAxis } from "./time-axis.ts";
import { wholeWeeks } from "./whole-weeks.ts";

/** What time the readings of a replay carry: the clock's, or the recorded one. */
export type ReportTimestamps = "now" | "recorded";

/**
 * Meters that give what a file recorded, one step per tick, from its first instant to its last and
 * then again.
 *
 * A resource gets the meter whose id is its `meterPointId`, its `resourceId` or its `name`, in that
 * order; loads match by `loadId`. As a {@link Recording} it is what `replay` loads of a fleet play.
 */
export interface ReplayMeters extends MeterModel, Recording {
  /** Path as it was given. */
  readonly file: string;
  /** Steps from the first instant to the last that is replayed, holes included. */
  readonly stepCount: number;
  /** Last instant that is replayed, epoch ms. */
  readonly lastAtMs: number;
  /** Rows that could not be used and were left out; 0 unless `onBadRow` is `skip`. */
  readonly skippedRowCount: number;
  /** The loads of a meter, in the file's order; none if there is no such meter. */
  loadIdsOf(meterId: string): readonly LoadId[];
  /** Highest power recorded of a load, W without sign; `undefined` if nothing was. */
  peakPowerW(meterId: string, loadId: string): number | undefined;
  /** Finds the meter of a resource. @returns `undefined` if the file has none for it */
  openMeter(resource: Resource, context?: MeterContext): Meter | undefined;
}

/**
 * Makes the meters of what was read from a file.
 *
 * @param series - is emptied, so that each is let go of as soon as it stands on the common steps
 * @throws {ReplayFormatError} if the series have no regular step in common
 */
export function createReplayMeters(
  file: string,
  series: PowerSeries[],
  badRows: BadRows,
  options: Pick<ReplayOptions, "reportTimestamps" | "wrap">,
): ReplayMeters {
  const { reportTimestamps = "now", wrap = "plain" } = options;
  if (reportTimestamps !== "now" && reportTimestamps !== "recorded") {
    throw new InvalidValueError("reportTimestamps", reportTimestamps, 'use "now" or "recorded"');
  }
  const axis = wrapped(file, findTimeAxis(file, series, badRows), wrap);
  const meters = new Map<string, Map<LoadId, Float64Array>>();
  for (let one = series.shift(); one !== undefined; one = series.shift()) {
    const loads = meters.get(one.meterId) ?? new Map<LoadId, Float64Array>();
    meters.set(one.meterId, loads.set(one.loadId, alignSeries(one, axis)));
  }
  const { firstAtMs, stepMs, stepCount } = axis;
  return {
    file,
    meterIds: [...meters.keys()],
    stepCount,
    stepMs,
    firstAtMs,
    lastAtMs: firstAtMs + (stepCount - 1) * stepMs,
    skippedRowCount: badRows.count,
    powersW: (meterId, loadId) => meters.get(meterId)?.get(loadId as LoadId),
    loadIdsOf: (meterId) => [...(meters.get(meterId)?.keys() ?? [])],
    peakPowerW: (meterId, loadId) => peak(meters.get(meterId)?.get(loadId as LoadId)),
    ...(reportTimestamps === "recorded" ? { stepAtMs: recordedAtMs(axis) } : {}),
    openMeter(resource) {
      const { meterPointId, resourceId, name } = resource;
      const loads = meters.get(meterPointId) ?? meters.get(resourceId) ?? meters.get(name);
      return loads === undefined ? undefined : openMeter(resource, loads);
    },
  };
}

/** @throws {ReplayFormatError} if there is no whole week to replay */
function wrapped(file: string, axis: TimeAxis, wrap: ReplayWrap): TimeAxis {
  if (wrap === "plain") return axis;
  if (wrap !== "weeks") throw new InvalidValueError("wrap", wrap, 'use "plain" or "weeks"');
  const stepCount = wholeWeeks(axis);
  if (stepCount !== undefined) return { ...axis, stepCount };
  const problem =
    "cannot be replayed by whole weeks: it must span a week at least, by a step that divides one";
  throw new ReplayFormatError({ file, problem });
}

function openMeter(resource: Resource, loads: ReadonlyMap<LoadId, Float64Array>): Meter {
  const columns = resource.loads.map(({ loadId }) => loads.get(loadId));
  return {
    missingLoadIds: resource.loads.map(({ loadId }) => loadId).filter((id) => !loads.has(id)),
    powerW: (loadIndex: number, { step }: MeterTick) => columns[loadIndex]?.[step] ?? Number.NaN,
  };
}

/** Each lap lies after the one before, a step apart, so that no instant comes twice. */
function recordedAtMs({ firstAtMs, stepMs, stepCount }: TimeAxis) {
  return (step: number, lap: number): number => firstAtMs + (lap * stepCount + step) * stepMs;
}

function peak(powers: Float64Array | undefined): number | undefined {
  let highest: number | undefined;
  for (const powerW of powers ?? []) {
    const size = Math.abs(powerW);
    if (size > (highest ?? -1)) highest = size;
  }
  return highest;
}
