import { InvalidValueError } from "@ven/core";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { isDateTimeText, isNowText, LONGEST_DATE_TIME } from "./is-date-time-text.ts";

/**
 * How to write a start that means "now". OpenADR 3.0.1 and 3.1.0 User Guide 7.3, "Event and Interval
 * Timing". For 3.1.0 it is the one of the documented forms that is also an RFC 3339 date-time.
 */
export const NOW_TEXTS: Readonly<Record<OpenAdrVersion, string>> = {
  "3.0.1": "0000-00-00",
  "3.1.0": "0001-01-01T00:00:00Z",
};

/**
 * Reads a date-time as RFC 3339 spells it, or a form of "now": `0001-01-01` and `0000-00-00`, bare or
 * at midnight, with or without the zone of UTC.
 *
 * @param text - at most 64 characters; a longer one is refused before it is read
 * @param subject - what it is, for the error's message. @defaultValue "date-time"
 * @returns epoch ms, rounded down; or `"now"`
 * @throws {InvalidValueError} if it is neither
 */
export function parseDateTime(text: string, subject = "date-time"): number | "now" {
  if (isNowText(text)) return "now";
  if (isDateTimeText(text)) return instantOfText(text);
  const rule = "use an RFC 3339 date-time with its zone, such as 2026-03-29T01:00:00Z";
  throw new InvalidValueError(subject, text, `${rule}, at most ${LONGEST_DATE_TIME} characters`);
}

/** The instant of a text that {@link isDateTimeText} takes. */
function instantOfText(text: string): number {
  const number = (from: number, to: number) => Number(text.slice(from, to));
  const date = new Date(0);
  date.setUTCFullYear(number(0, 4), number(5, 7) - 1, number(8, 10));
  // A leap second, 60, becomes the first of the next minute.
  date.setUTCHours(number(11, 13), number(14, 16), number(17, 19));
  const fraction = /^\.\d+/.exec(text.slice(19))?.[0] ?? "";
  const zone = text.slice(19 + fraction.length);
  const offsetMinutes =
    zone.length === 1 ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  const offsetMs = offsetMinutes * (zone.startsWith("-") ? -60_000 : 60_000);
  return date.getTime() + Number(fraction.slice(1, 4).padEnd(3, "0")) - offsetMs;
}

/**
 * Writes an instant as RFC 3339 in UTC, with a fraction only if it has one: `2026-03-29T01:00:00Z`.
 *
 * @param atMs - epoch ms in the years 0000 to 9999, but not the instant whose text means "now"
 * @throws {InvalidValueError} if it is outside
 */
export function formatDateTime(atMs: number): string {
  const date = new Date(atMs);
  const year = date.getUTCFullYear();
  const text = year >= 0 && year <= 9_999 ? date.toISOString().replace(".000Z", "Z") : "";
  if (text === "" || isNowText(text)) {
    throw new InvalidValueError(
      "date-time",
      atMs,
      "give epoch milliseconds in the years 0000 to 9999, other than 0001-01-01T00:00:00Z",
    );
  }
  return text;
}
