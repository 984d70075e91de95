import { z } from "zod";

/** An id that a VTN assigned: 1 to 128 letters, digits, `_` or `-`. */
export const objectIdText: z.ZodType<string, string> = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[a-zA-Z0-9_-]*$/, "use letters, digits, _ and - only");
