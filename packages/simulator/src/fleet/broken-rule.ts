import type { z } from "zod";
import { oneOf } from "../keys/one-of.ts";

/** The first place of data from outside that breaks a rule, and what to do about it. */
export interface BrokenRule {
  readonly path: readonly PropertyKey[];
  readonly rule: string;
}

/**
 * Checks data from outside and fills in what was left out, or tells the first rule that it breaks. Of
 * names that are not known the rule gives the nearest that are.
 */
export function checkData<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { readonly data: z.output<Schema> } | { readonly broken: BrokenRule } {
  const read = schema.safeParse(value, { error: ruleOf });
  if (read.success) return { data: read.data };
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  const key = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return { broken: { path: [...path, ...key], rule: issue?.message ?? "it breaks a rule" } };
}

/** A path as people read it, such as `fleet.vens[0].venId`. */
export function pathText(subject: string, path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return `${subject}${parts.join("")}`;
}

/** What stands at a path. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part],
    value,
  );
}

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

function ruleOf(issue: RawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    const { def } = (issue.inst as z.ZodObject)._zod;
    return `there is no such setting: ${oneOf(issue.keys[0], Object.keys(def.shape))}`;
  }
  if (issue.code === "invalid_value") return oneOf(issue.input, issue.values.map(String));
  if (issue.code !== "invalid_union") return undefined;
  const { discriminator } = issue as { readonly discriminator?: string };
  if (discriminator === undefined) {
    return issue.errors.map(([first]) => first?.message ?? "").join(", or: ");
  }
  const values = (issue.inst as z.ZodDiscriminatedUnion)._zod.propValues?.[discriminator] ?? [];
  return oneOf(valueAt(issue.input, [discriminator]), [...values].map(String));
}
