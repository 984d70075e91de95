import { z } from "zod";

/**
 * A number without fraction, of any size. zod's own `z.int()` refuses those past 2^53, such as the
 * 9223372036854775807 by which some servers say "never expires".
 */
export const wholeNumber: z.ZodNumber = z
  .number()
  .refine(Number.isInteger, { message: "use a whole number" });
