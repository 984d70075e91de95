import { z } from "zod";
import { isDurationText } from "../time/is-duration-text.ts";

/** What nearly every text is, and quick to tell: one number of one unit. */
const PLAIN = /^P(?:\d{1,6}[YMWD]|T\d{1,6}[HMS])$/;

/** An ISO 8601 duration such as `PT15M`; at most 64 characters. */
export const durationText: z.ZodType<string, string> = z
  .string()
  .refine((text) => PLAIN.test(text) || isDurationText(text), {
    message: "use an ISO 8601 duration such as PT15M",
  });
