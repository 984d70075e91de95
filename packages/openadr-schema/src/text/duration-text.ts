import { z } from "zod";
import { isDurationText } from "../time/is-duration-text.ts";

/** An ISO 8601 duration such as `PT15M`; at most 64 characters. */
export const durationText: z.ZodType<string, string> = z
  .string()
  .max(64)
  .refine(isDurationText, { message: "use an ISO 8601 duration such as PT15M", abort: true });
