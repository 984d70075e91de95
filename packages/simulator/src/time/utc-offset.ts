import { InvalidValueError } from "@ven/core";

const MINUTE_MS = 60_000;
const FIXED_OFFSET = /^([+-])(\d{2}):?(\d{2})$/;

/**
 * How far the local time of a zone is ahead of UTC.
 *
 * @param atMs - epoch ms
 * @returns ms, positive east of Greenwich
 */
export type UtcOffset = (atMs: number) => number;

/**
 * Makes the {@link UtcOffset} of a time zone.
 *
 * @param subject - what the zone is of, for the error
 * @param timeZone - an IANA name such as `Europe/Copenhagen`, `UTC`, or a fixed offset such as `+10:00`
 * @throws {InvalidValueError} if this machine knows no such zone
 */
export function utcOffset(subject: string, timeZone: string): UtcOffset {
  const fixed = FIXED_OFFSET.exec(timeZone);
  if (fixed !== null) {
    const [, sign, hours, minutes] = fixed;
    const offsetMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
    if (Number(hours) > 14 || Number(minutes) > 59) throw refused(subject, timeZone);
    return () => (sign === "-" ? -offsetMs : offsetMs);
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch (cause) {
    throw refused(subject, timeZone, cause);
  }
  return (atMs) => {
    const seconds = Math.floor(atMs / 1000) * 1000;
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(seconds)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
  };
}

function refused(subject: string, timeZone: string, cause?: unknown): InvalidValueError {
  const rule = "give an IANA name such as Europe/Copenhagen, or an offset such as +10:00";
  return new InvalidValueError(subject, timeZone, rule, { cause });
}
