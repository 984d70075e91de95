import { z } from "zod";

/** A name on the wire: 1 to 128 characters. */
export const flatName: z.ZodString = z.string().min(1).max(128);

/** An id that a VTN assigned: 1 to 128 of letters, digits, `-` and `_`. */
export const flatObjectId: z.ZodString = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[a-zA-Z0-9_-]+$/, "use letters, digits, - and _ only");
