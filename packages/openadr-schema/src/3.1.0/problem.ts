import { z } from "zod";
import type { Problem } from "../problem.ts";
import { freeText } from "../text/bounded-text.ts";
import { boundedUri, uriText } from "../text/uri-text.ts";
import { wireSchema } from "../wire-schema.ts";

export type { Problem } from "../problem.ts";

/** Checks a {@link Problem} as OpenADR 3.1.0 words it; unknown properties survive. */
export const problemSchema: z.ZodType<Problem, Problem> = wireSchema<Problem>()(
  z.looseObject({
    type: uriText.optional(),
    title: freeText.optional(),
    status: z.int32().min(100).max(599).optional(),
    detail: freeText.optional(),
    instance: boundedUri(3).optional(),
  }),
);
