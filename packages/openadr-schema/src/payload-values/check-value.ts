import type { ValueRule } from "../enumerations/enumerated-values.ts";
import { type NumberRange, rangeText } from "./number-range.ts";

/** What can be wrong with one value. */
export type ValueIssueKind = "type" | "range" | "length" | "option";

/** What is wrong with one value. */
export interface ValueIssue {
  readonly kind: ValueIssueKind;
  readonly rule: string;
}

const TYPE_TEXTS: Readonly<Record<ValueRule["type"], string>> = {
  number: "give a number",
  integer: "give a whole number",
  text: "give a text",
  boolean: "give true or false",
  point: "give a point, { x, y }",
  any: "give a number, a text, true, false or a point",
};

/** Checks one value against the rule of its type. */
export function checkValue(
  value: unknown,
  rule: ValueRule,
  range: NumberRange,
): ValueIssue | undefined {
  if (!hasType(value, rule.type)) return { kind: "type", rule: TYPE_TEXTS[rule.type] };
  if (typeof value === "number") {
    if (value >= range.min && value <= range.max) return undefined;
    return { kind: "range", rule: `give ${rangeText(range)}` };
  }
  return typeof value === "string" ? checkText(value, rule) : undefined;
}

function checkText(text: string, rule: ValueRule): ValueIssue | undefined {
  const { minLength = 0, maxLength = Infinity, options } = rule;
  if (options !== undefined && !options.includes(text)) {
    return { kind: "option", rule: `give one of ${options.join(", ")}` };
  }
  // In code points, as JSON Schema counts; no text has more of them than of UTF-16 units.
  const isLong =
    text.length > maxLength && [...text.slice(0, 2 * maxLength + 1)].length > maxLength;
  if (text.length >= minLength && !isLong) return undefined;
  return { kind: "length", rule: `give ${minLength} to ${maxLength} characters` };
}

function hasType(value: unknown, type: ValueRule["type"]): boolean {
  if (type === "any") return ["number", "text", "boolean", "point"].some((one) => is(value, one));
  return is(value, type);
}

function is(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  if (type === "point") return isPoint(value);
  return typeof value === (type === "text" ? "string" : type);
}

function isPoint(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { x, y } = value as { readonly x?: unknown; readonly y?: unknown };
  return Number.isFinite(x) && Number.isFinite(y);
}
