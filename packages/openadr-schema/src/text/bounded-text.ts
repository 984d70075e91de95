import { z } from "zod";

/** A text of `min` (0 or 1) to `max` characters, counted in code points as JSON Schema does. */
export function boundedText(min: 0 | 1, max: number): z.ZodType<string, string> {
  return z.string().refine((text) => text.length >= min && isAtMost(text, max), {
    message: min === 0 ? `use at most ${max} characters` : `use ${min} to ${max} characters`,
  });
}

/** A name: 1 to 128 characters of any kind. */
export const nameText: z.ZodType<string, string> = boundedText(1, 128);

/** A text whose length the specification leaves open: at most 65,536 characters here. */
export const freeText: z.ZodType<string, string> = boundedText(0, 65_536);

/** A code point is one or two units of a text's `length`. */
function isAtMost(text: string, max: number): boolean {
  return text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}
