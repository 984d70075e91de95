import { z } from "zod";

/** An id that a VTN assigned: 1 to 128 letters, digits, `_` or `-`. */
export const objectIdText: z.ZodType<string, string> = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,128}$/, "use 1 to 128 letters, digits, _ and -");
