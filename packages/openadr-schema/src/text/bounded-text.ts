import { z } from "zod";

/** A text of `min` to `max` characters, counted in code points as JSON Schema does. */
export function boundedText(min: number, max: number): z.ZodType<string, string> {
  return z
    .string()
    .min(min)
    .max(2 * max)
    .refine((text) => text.length <= max || [...text].length <= max, {
      message: `use at most ${max} characters`,
    });
}

/** A name: 1 to 128 characters of any kind. */
export const nameText: z.ZodType<string, string> = boundedText(1, 128);

/** A text whose length the specification leaves open: at most 65,536 characters here. */
export const freeText: z.ZodType<string, string> = boundedText(0, 65_536);
