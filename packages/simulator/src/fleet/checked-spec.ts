import { InvalidValueError } from "@ven/core";
import type { z } from "zod";
import { checkData, pathText, valueAt } from "./broken-rule.ts";

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
  const read = checkData(schema, value);
  if ("data" in read) return read.data;
  const { path, rule } = read.broken;
  throw new InvalidValueError(pathText(subject, path), valueAt(value, path), rule);
}
