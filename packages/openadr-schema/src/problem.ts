import { z } from "zod";
import { boundedText, freeText } from "./text/bounded-text.ts";
import { wholeNumber } from "./whole-number.ts";
import { wireSchema } from "./wire-schema.ts";

/** What a VTN answers when it refuses a request. OpenADR 3.0.1 and 3.1.0 `problem`, after RFC 9457. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
}

/**
 * Checks a {@link Problem} as laxly as a reader of refusals should; unknown properties survive.
 * Any text does for `type` and `instance`, since RFC 9457 allows what OpenADR does not: a relative
 * reference such as `/reports`.
 */
export const problemSchema: z.ZodType<Problem, Problem> = wireSchema<Problem>()(
  z.looseObject({
    type: boundedText(0, 8_000).optional(),
    title: freeText.optional(),
    status: wholeNumber.min(100).max(599).optional(),
    detail: freeText.optional(),
    instance: boundedText(0, 8_000).optional(),
  }),
);
