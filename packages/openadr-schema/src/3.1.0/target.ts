import type { z } from "zod";
import { nameText } from "../text/bounded-text.ts";

/** A target: a text of 1 to 128 characters, such as `group-1`. OpenADR 3.1.0 `target`. */
export type Target = string;

/** Checks a {@link Target}. */
export const targetSchema: z.ZodType<Target, Target> = nameText;
