import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { schemaIssues } from "../../src/schema-issues.ts";
import type { Judge } from "./judge.ts";

/** Counts the verdicts on one object. */
export interface Tally {
  valid: number;
  invalid: number;
}

/**
 * Holds our schema's verdict on a value against the OpenAPI file's, and the parsed value against the
 * value.
 *
 * @throws {Error} if they differ
 */
export function expectAgreement(
  object: { readonly at: string; readonly schema: z.ZodType; readonly judge: Judge },
  value: unknown,
  tally: Tally,
): void {
  const { at, schema, judge } = object;
  const isValid = judge(at, value);
  tally[isValid ? "valid" : "invalid"] += 1;
  const checked = schema.safeParse(value);
  if (checked.success !== isValid) {
    const why = checked.success
      ? "the OpenAPI file refuses what our schema takes"
      : `our schema refuses what the OpenAPI file allows (${describeIssues(checked.error)})`;
    throw new Error(`${at}: ${why}: ${shown(value)}`);
  }
  if (checked.success && !isDeepStrictEqual(checked.data, value)) {
    throw new Error(`${at}: ${shown(value)} becomes ${shown(checked.data)}`);
  }
}

function describeIssues(error: z.ZodError): string {
  return schemaIssues(error)
    .map(({ path, rule }) => `${path}: ${rule}`)
    .join("; ");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 3_000 ? `${text.slice(0, 3_000)}...` : text;
}
