import type { NamedColumns } from "@ven/core";
import { reportResourceName } from "@ven/openadr-schema";

/** Rows of readings, as they are reported. */
export interface ReportedRows {
  readonly columns: NamedColumns;
  readonly rows: Uint32Array;
}

/** One reading of a resource. */
interface ReadingAt {
  readonly atMs: number;
  readonly powerW: number;
}

/** The readings of a report by the name of their resource. */
type ReadingsByName = Map<string, ReadingAt[]>;

/** How far a VTN may move a start that it keeps in whole seconds, ms. */
const START_TOLERANCE_MS = 1_000;

/** How far a VTN may move a value that it keeps in its own way, for its size. */
const VALUE_TOLERANCE = 1e-6;

/** Longest text that is read as a date-time, characters. */
const LONGEST_START = 64;

/**
 * Whether a report of a VTN says what ours says, by value: the same powers of the same resources at the
 * same instants, and no others. Whatever else a VTN adds, leaves out or writes in its own way is passed
 * over: durations, the form of date-times, fractions of seconds, the order, metadata.
 *
 * @param report - JSON of whatever kind
 */
export function hasReadings(report: unknown, ours: readonly ReportedRows[]): boolean {
  const theirReadings = readingsOfReport(report);
  if (theirReadings === undefined) return false;
  const ourReadings = readingsOfRows(ours);
  if (theirReadings.size !== ourReadings.size) return false;
  for (const [name, readings] of ourReadings) {
    if (!areSame(readings, theirReadings.get(name) ?? [])) return false;
  }
  return true;
}

function areSame(ours: ReadingAt[], theirs: ReadingAt[]): boolean {
  if (ours.length !== theirs.length) return false;
  ours.sort(inOrder);
  theirs.sort(inOrder);
  return ours.every((reading, index) => isSame(reading, theirs[index] ?? reading));
}

function inOrder(one: ReadingAt, other: ReadingAt): number {
  return one.atMs - other.atMs || one.powerW - other.powerW;
}

function isSame(one: ReadingAt, other: ReadingAt): boolean {
  const tolerance = VALUE_TOLERANCE * Math.max(1, Math.abs(one.powerW));
  return (
    Math.abs(one.atMs - other.atMs) < START_TOLERANCE_MS &&
    Math.abs(one.powerW - other.powerW) <= tolerance
  );
}

/** Without the rows that no report can carry, which the encoder leaves out. */
function readingsOfRows(slices: readonly ReportedRows[]): ReadingsByName {
  const readings: ReadingsByName = new Map();
  for (const { columns, rows } of slices) {
    const { layout, timestampMs, powerW } = columns;
    for (const row of rows) {
      const resource = layout.resources[layout.resourceIndex[row] ?? -1];
      const loadId = layout.loadIds[layout.loadIndex[row] ?? -1];
      if (resource === undefined || loadId === undefined) continue;
      const name = reportResourceName({ resourceName: resource.name, loadId });
      const reading = { atMs: timestampMs[row] ?? Number.NaN, powerW: powerW[row] ?? Number.NaN };
      if (name === undefined || !Number.isFinite(reading.powerW)) continue;
      add(readings, name, reading);
    }
  }
  return readings;
}

/** @returns `undefined` if it says anything but powers at instants */
function readingsOfReport(report: unknown): ReadingsByName | undefined {
  const readings: ReadingsByName = new Map();
  for (const resource of listOf(report, "resources")) {
    const name = fieldOf(resource, "resourceName");
    if (typeof name !== "string") return undefined;
    const common = fieldOf(fieldOf(resource, "intervalPeriod"), "start");
    for (const [index, interval] of listOf(resource, "intervals").entries()) {
      const own = fieldOf(fieldOf(interval, "intervalPeriod"), "start");
      const atMs = instantOf(own ?? (index === 0 ? common : undefined));
      const powerW = powerOf(interval);
      if (atMs === undefined || powerW === undefined) return undefined;
      add(readings, name, { atMs, powerW });
    }
  }
  return readings;
}

function add(readings: ReadingsByName, name: string, reading: ReadingAt): void {
  const known = readings.get(name);
  if (known === undefined) readings.set(name, [reading]);
  else known.push(reading);
}

/** W. */
function powerOf(interval: unknown): number | undefined {
  const payload = listOf(interval, "payloads").find((each) => fieldOf(each, "type") === "READING");
  const values = listOf(payload, "values");
  const [valueKw] = values;
  return values.length === 1 && typeof valueKw === "number" ? valueKw * 1_000 : undefined;
}

/** Epoch ms. Some VTNs write a blank for the `T`, and no zone for UTC. */
function instantOf(start: unknown): number | undefined {
  if (typeof start !== "string" || start.length > LONGEST_START) return undefined;
  const text = start.trim().replace(" ", "T");
  const isZoned = /(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/.test(text.slice(10));
  const atMs = Date.parse(isZoned ? text.replace(/([+-]\d\d)$/, "$1:00") : `${text}Z`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
}

/** A property; `undefined` where it is null, as some VTNs write what is not there. */
function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key] ?? undefined;
}
