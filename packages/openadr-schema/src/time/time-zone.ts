import { InvalidValueError } from "@ven/core";

/** The local time of one IANA time zone. */
export interface TimeZone {
  /** How far local time is ahead of UTC at an instant, ms. */
  offsetMsAt(atMs: number): number;
}

/**
 * Finds an IANA time zone such as `Europe/Copenhagen`.
 *
 * @returns `undefined` for `UTC`, whose days all have 24 hours
 * @throws {InvalidValueError} if this machine knows no such zone
 */
export function timeZoneOf(name: string): TimeZone | undefined {
  if (name === "UTC") return undefined;
  const format = offsetFormat(name);
  return {
    offsetMsAt(atMs) {
      const parts = format.formatToParts(atMs);
      return offsetMs(parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT");
    },
  };
}

function offsetFormat(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  } catch (cause) {
    const rule = "use the name of an IANA time zone, such as Europe/Copenhagen";
    throw new InvalidValueError("timeZone", name, rule, { cause });
  }
}

/** Reads `GMT`, `GMT+01:00` or `GMT-00:50:20`. */
function offsetMs(text: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.replace("−", "-")) ?? [];
  const size = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000;
  return sign === "-" ? -size : size;
}

/**
 * The instant at which a zone's clocks show a local time. A time that the clocks show twice is the
 * first of the two; one that they skip is as long after the skip's start as if they had not skipped.
 *
 * @param localMs - the local time, in ms as if it were UTC
 */
export function instantOf(localMs: number, zone: TimeZone): number {
  const before = zone.offsetMsAt(localMs - 86_400_000);
  const after = zone.offsetMsAt(localMs + 86_400_000);
  const early = localMs - before;
  if (before === after || zone.offsetMsAt(early) === before) return early;
  const late = localMs - after;
  return zone.offsetMsAt(late) === after ? late : early;
}
