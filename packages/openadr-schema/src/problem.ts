import { z } from "zod";
import { wireSchema } from "./wire-schema.ts";

/** What a VTN answers when it refuses a request. OpenADR 3.0.1 and 3.1.0 `problem`, after RFC 9457. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
}

/** Checks a {@link Problem}; unknown properties survive. */
export const problemSchema: z.ZodType<Problem, Problem> = wireSchema<Problem>()(
  z.looseObject({
    type: z.string().max(2048).optional(),
    title: z.string().max(1024).optional(),
    status: z.int().min(100).max(599).optional(),
    detail: z.string().max(8192).optional(),
    instance: z.string().max(2048).optional(),
  }),
);
