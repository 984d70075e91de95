import type { z } from "zod";

/** One place where a value breaks a schema. */
export interface SchemaIssue {
  /** Where, such as `intervals[0].payloads[0].type`; `(whole)` for the value itself. */
  readonly path: string;
  /** What the schema asks for. */
  readonly rule: string;
  /** What was there, if zod tells. */
  readonly value?: unknown;
}

/** Turns a zod error into lines for people: path and rule of each issue, at most 20. */
export function schemaIssues(error: z.core.$ZodError): readonly SchemaIssue[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: pathText(issue.path),
    rule: issue.message,
    ...(issue.input === undefined ? {} : { value: issue.input }),
  }));
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "(whole)";
  return path
    .map((key, depth) =>
      typeof key === "number" ? `[${key}]` : `${depth === 0 ? "" : "."}${String(key)}`,
    )
    .join("");
}
