import { InvalidValueError } from "@ven/core";
import { ReplayFormatError } from "../replay-format-error.ts";
import { LocalClock } from "./local-clock.ts";
import { findColumn, type TableHeader } from "./table-header.ts";
import type { TableCell } from "./table-layout.ts";
import type { TableReplayOptions, TimestampColumn } from "./table-replay-options.ts";

const NUMBER = /^[+-]?\d+(\.\d*)?$/;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** 31 December 9999: a later instant is in another unit than was declared. */
const LATEST_AT_MS = 253_402_300_799_999;

/** Tells the instants of rows. */
export interface RowClock {
  /** Positions of the columns that it looks at. */
  readonly positions: readonly number[];
  /**
   * The instant of a row.
   *
   * @param previousAtMs - instant of the row before it in the same series, if any
   * @returns epoch ms, after the previous one
   * @throws {ReplayFormatError} naming line, column and value
   */
  instantOf(cells: readonly TableCell[], line: number, previousAtMs: number | undefined): number;
  /** What counts as the previous instant after a row that is left out. */
  afterSkipped(previousAtMs: number | undefined): number | undefined;
}

/** Makes the {@link RowClock} that the options declare. */
export function rowClock(header: TableHeader, options: TableReplayOptions): RowClock {
  const { timestamps, timeZone } = options;
  if ("stepMs" in timestamps) {
    const { startAtMs, stepMs } = timestamps;
    checkWholeMs("timestamps.startAtMs", startAtMs, -LATEST_AT_MS);
    checkWholeMs("timestamps.stepMs", stepMs, 1);
    const next = (previousAtMs: number | undefined) =>
      previousAtMs === undefined ? startAtMs : previousAtMs + stepMs;
    return {
      positions: [],
      instantOf: (_, __, previousAtMs) => next(previousAtMs),
      afterSkipped: next,
    };
  }
  const { column } = timestamps;
  const position = findColumn(header, column);
  const parse = timestampParser(timestamps, timeZone);
  return {
    positions: [position],
    afterSkipped: (previousAtMs) => previousAtMs,
    instantOf(cells, line, previousAtMs) {
      const cell = cells[position] ?? "";
      const parsed = parse(cell, previousAtMs);
      const problem =
        typeof parsed === "string" ? parsed : notAfter(parsed, previousAtMs, options.layout);
      if (typeof parsed === "number" && problem === undefined) return parsed;
      throw new ReplayFormatError({
        file: header.file,
        line,
        column,
        value: `${cell}`,
        problem: problem ?? "is no timestamp",
      });
    },
  };
}

/** Gives an instant, or what is wrong with the cell. */
type TimestampParser = (cell: string | number, previousAtMs: number | undefined) => number | string;

function timestampParser(
  { format }: TimestampColumn,
  timeZone: string | undefined,
): TimestampParser {
  if (format === "iso") return isoParser(timeZone);
  if (format !== "unix-s" && format !== "unix-ms") {
    throw new InvalidValueError("timestamps.format", format, "use iso, unix-s or unix-ms");
  }
  const unitMs = format === "unix-s" ? 1000 : 1;
  return (cell) => {
    const isNumber = typeof cell === "string" ? NUMBER.test(cell) : Number.isFinite(cell);
    if (!isNumber) return `is not a ${format} number`;
    const atMs = Math.round(Number(cell) * unitMs);
    if (Math.abs(atMs) <= LATEST_AT_MS) return atMs;
    return `is past the year 9999 as ${format}; declare the format that it is in`;
  };
}

function isoParser(timeZone: string | undefined): TimestampParser {
  const clock = timeZone === undefined ? undefined : new LocalClock(timeZone);
  return (cell, previousAtMs) => {
    const match = ISO.exec(`${cell}`);
    const localMs = match === null ? undefined : localTimeMs(match);
    if (match === null || localMs === undefined) {
      return "is not an ISO 8601 date and time such as 2025-01-16T14:00";
    }
    const zone = match[8];
    if (zone !== undefined) return localMs - zoneOffsetMs(zone);
    if (clock === undefined) return "has no zone; declare `timeZone`, for example +10:00";
    return (
      clock.toInstant(localMs, previousAtMs) ??
      `never was in ${timeZone}, where the clock was put forward; if the meter's clock was not, declare a fixed \`timeZone\` such as +10:00`
    );
  };
}

/** @returns `undefined` if there is no such day or time of day */
function localTimeMs(match: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() + Math.round(Number(`0.${match[7] ?? "0"}`) * 1000);
}

function zoneOffsetMs(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

function notAfter(
  atMs: number,
  previousAtMs: number | undefined,
  layout: TableReplayOptions["layout"],
): string | undefined {
  if (previousAtMs === undefined || atMs > previousAtMs) return undefined;
  const before = layout === "long" ? "the row before of the same load" : "the row before";
  return atMs === previousAtMs
    ? `is the same instant as ${before}; keep one of them`
    : `is earlier than ${before}; sort the rows by time`;
}

function checkWholeMs(subject: string, value: number, leastMs: number): void {
  if (!Number.isInteger(value) || value < leastMs || value > LATEST_AT_MS) {
    throw new InvalidValueError(subject, value, `give whole milliseconds, ${leastMs} or more`);
  }
}
