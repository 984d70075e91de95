import { InvalidValueError } from "@ven/core";
import type { z } from "zod";

/**
 * Checks data that comes from outside and fills in what was left out.
 *
 * @param subject - what it is, such as `fleet`
 * @throws {InvalidValueError} that names the first place that breaks a rule
 */
export function checkedSpec<Schema extends z.ZodType>(
  subject: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`,
  );
  let at: unknown = value;
  for (const part of issue?.path ?? [])
    at = (at as Record<PropertyKey, unknown> | undefined)?.[part];
  throw new InvalidValueError(
    `${subject}${path.join("")}`,
    at,
    issue?.message ?? "it breaks a rule",
  );
}
