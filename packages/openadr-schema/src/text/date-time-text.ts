import { z } from "zod";
import { isDateTimeText } from "../time/is-date-time-text.ts";

const RULE = "use an RFC 3339 date-time with its zone, such as 2026-03-29T01:00:00Z";

/** An instant as RFC 3339 spells it, such as `2026-03-29T01:00:00Z`; at most 64 characters. */
export const dateTimeText: z.ZodType<string, string> = z
  .string()
  .max(64)
  .refine((text) => isDateTimeText(text), { message: RULE });

/** The start of an interval: an instant, or one of the documented forms of "now". */
export const startText: z.ZodType<string, string> = z
  .string()
  .max(64)
  .refine((text) => isDateTimeText(text, { allowNow: true }), { message: RULE });
