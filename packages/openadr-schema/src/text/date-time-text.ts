import { z } from "zod";
import { isDateTimeText } from "../time/is-date-time-text.ts";

const RULE = "use an RFC 3339 date-time with its zone, such as 2026-03-29T01:00:00Z";

/** What nearly every text is, and quick to tell: a UTC time on one of the days that all months have. */
const PLAIN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** An instant as RFC 3339 spells it, such as `2026-03-29T01:00:00Z`; at most 64 characters. */
export const dateTimeText: z.ZodType<string, string> = z
  .string()
  .refine((text) => PLAIN.test(text) || isDateTimeText(text), { message: RULE });

/** The start of an interval: an instant, or one of the documented forms of "now". */
export const startText: z.ZodType<string, string> = z
  .string()
  .refine((text) => PLAIN.test(text) || isDateTimeText(text, { allowNow: true }), {
    message: RULE,
  });
