import { parseInterval } from "@ven/scheduler";
import { LocalCalendar } from "@ven/simulator";
import { SettingError } from "../errors/setting-error.ts";

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/;
const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const DAY_MS = 86_400_000;
const DEFAULT_STEP = "15m";

/** Which instants are simulated. */
export interface SimulatedRange {
  /** Epoch ms. */
  readonly fromMs: number;
  /** Epoch ms; after `fromMs`. */
  readonly toMs: number;
  readonly stepMs: number;
}

/** The flags that say so, as they were written. */
export interface RangeFlags {
  readonly from?: string;
  readonly to?: string;
  readonly step?: string;
}

/**
 * Reads `--from`, `--to` and `--step`. Without them it is today in the fleet's time zone, by quarters of
 * an hour; without `--to` alone one day.
 *
 * @throws {SettingError} if one cannot be read, or there is nothing between them
 */
export function simulatedRange(flags: RangeFlags, timeZone: string, nowMs: number): SimulatedRange {
  const calendar = new LocalCalendar(timeZone);
  const { from, to, step = DEFAULT_STEP } = flags;
  const fromMs =
    from === undefined
      ? calendar.dayAt(Math.floor(nowMs / 1_000)).startS * 1_000
      : readInstant("--from", from, calendar);
  const toMs = to === undefined ? dayAfter(fromMs, calendar) : readInstant("--to", to, calendar);
  if (toMs <= fromMs) {
    const begin = from ?? `today, ${localInstant(fromMs, calendar)}`;
    throw new SettingError(`--to ${to} is not after --from ${begin} (in ${timeZone})`);
  }
  // A step that is longer than the range is the range.
  return { fromMs, toMs, stepMs: Math.min(parseInterval(step), toMs - fromMs) };
}

/**
 * Reads an instant: `2025-01-06`, `2025-01-06T17:30` in the zone of the calendar, or with a zone of its own.
 *
 * @throws {SettingError} that names what it is of
 */
export function readInstant(what: string, text: string, calendar: LocalCalendar): number {
  if (ZONED.test(text)) {
    const atMs = Date.parse(text.replace(" ", "T"));
    if (!Number.isNaN(atMs)) return atMs;
  }
  const [, date = text, hour = "0", minute = "0", second = "0"] = LOCAL.exec(text) ?? [];
  const midnightMs = Date.parse(`${date}T00:00:00Z`);
  const isDate =
    DATE.test(date) &&
    !Number.isNaN(midnightMs) &&
    new Date(midnightMs).toISOString().startsWith(date);
  if (isDate && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60) {
    const wallS = Number(hour) * 3_600 + Number(minute) * 60 + Number(second);
    return calendar.day(Math.round(midnightMs / DAY_MS)).atWall(wallS) * 1_000;
  }
  const remedy = `write 2025-01-06, 2025-01-06T17:30 (in ${calendar.timeZone}) or 2025-01-06T16:30:00Z`;
  throw new SettingError(`${what} ${text.slice(0, 60)} is no instant: ${remedy}`);
}

/** An instant as a local clock shows it, such as `2025-01-06 17:30`. */
export function localInstant(atMs: number, calendar: LocalCalendar): string {
  const atS = Math.floor(atMs / 1_000);
  const day = calendar.dayAt(atS);
  const minutes = Math.floor(day.wallAt(atS) / 60);
  const date = [day.year, day.month, day.dayOfMonth].map(twoDigits).join("-");
  return `${date} ${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** The same time on the day after: 23 to 25 hours later. */
function dayAfter(atMs: number, calendar: LocalCalendar): number {
  const day = calendar.dayAt(Math.floor(atMs / 1_000));
  const wallS = day.wallAt(Math.floor(atMs / 1_000));
  return calendar.day(day.index + 1).atWall(wallS) * 1_000;
}
