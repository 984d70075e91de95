import { InvalidValueError } from "@ven/core";
import { isDurationText, LONGEST_DURATION } from "./is-duration-text.ts";

/**
 * An ISO 8601 duration, part by part, as OpenADR 3 spells it.
 *
 * Every part is a whole number but `seconds`, and all have the same sign: `-PT1H30M` is
 * `{ hours: -1, minutes: -30, ... }`.
 */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** A duration, read or as text. */
export type DurationInput = Duration | string;

/** No time at all: `PT0S`, which the schemas take where a duration is left out. */
export const ZERO_DURATION: Duration = {
  years: 0,
  months: 0,
  weeks: 0,
  days: 0,
  hours: 0,
  minutes: 0,
  seconds: 0,
};

const DATE_PARTS = { Y: "years", M: "months", W: "weeks", D: "days" } as const;
const TIME_PARTS = { H: "hours", M: "minutes", S: "seconds" } as const;

/**
 * Reads an ISO 8601 duration such as `P1DT2H`, `PT0.5S`, `-PT5M`.
 *
 * @param text - at most 64 characters; a longer one is refused before it is read
 * @param subject - what it is, for the error's message. @defaultValue "duration"
 * @throws {InvalidValueError} if it is no duration, or a part passes 2^53 - 1
 */
export function parseDuration(text: string, subject = "duration"): Duration {
  if (!isDurationText(text)) {
    const rule = `use an ISO 8601 duration such as PT15M, at most ${LONGEST_DURATION} characters`;
    throw new InvalidValueError(subject, text, rule);
  }
  const duration: { -readonly [Part in keyof Duration]: number } = { ...ZERO_DURATION };
  const [dateText = "", timeText = ""] = text.split("T");
  readParts(dateText, DATE_PARTS);
  readParts(timeText, TIME_PARTS);
  return duration;

  function readParts(parts: string, names: Readonly<Record<string, keyof Duration>>): void {
    for (const [, digits, unit = ""] of parts.matchAll(/([0-9.]+)([A-Z])/g)) {
      const count = Number(digits);
      const name = names[unit];
      if (name === undefined || count > Number.MAX_SAFE_INTEGER) {
        throw new InvalidValueError(subject, text, "make each of its parts smaller than 2^53");
      }
      duration[name] = text.startsWith("-") && count !== 0 ? -count : count;
    }
  }
}

/** Reads a duration unless it is read already. */
export function toDuration(input: DurationInput, subject?: string): Duration {
  return typeof input === "string" ? parseDuration(input, subject) : input;
}
