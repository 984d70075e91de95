import { DURATION_PATTERN, ID_PATTERN } from "./instances.ts";
import type { Shape, TextShape } from "./shape.ts";

/**
 * Valid values that together reach every part of a shape: all properties are there, each array has
 * one item, each alternative is taken once, each nullable part is `null` once.
 */
export function samplesOf(shape: Shape): readonly [unknown, ...(readonly unknown[])] {
  const [first, ...rest] = ofKind(shape);
  return shape.nullable ? [first, ...rest, null] : [first, ...rest];
}

function ofKind(shape: Shape): readonly unknown[] {
  switch (shape.kind) {
    case "object":
      return objects([...shape.properties].map(([name, { shape: inner }]) => [name, inner]));
    case "array":
      return samplesOf(shape.items).map((item) => [item]);
    case "choice":
      return shape.options.flatMap(samplesOf);
    case "boolean":
      return [true];
    case "number":
      return [shape.minimum > Number.MIN_SAFE_INTEGER && shape.minimum > 0 ? shape.minimum : 0];
    case "text":
      return [textSample(shape)];
  }
}

function objects(properties: readonly (readonly [string, Shape])[]): readonly unknown[] {
  const samples = properties.map(([name, shape]) => [name, samplesOf(shape)] as const);
  const first = Object.fromEntries(samples.map(([name, [sample]]) => [name, sample]));
  const others = samples.flatMap(([name, [, ...rest]]) =>
    rest.map((sample) => ({ ...first, [name]: sample })),
  );
  return [first, ...others];
}

function textSample({ values, format, pattern, minLength }: TextShape): string {
  if (values?.[0] !== undefined) return values[0];
  if (format === "uri") return "https://example.com/path";
  if (format !== undefined) return "2026-01-16T10:00:00Z";
  return pattern === DURATION_PATTERN ? "PT15M" : "text".padEnd(minLength, "-");
}

/** A text of the given length, in code points, that satisfies all other rules of a shape. */
export function textOfLength({ at, format, pattern }: TextShape, length: number): string {
  const fill = (before: string, filling: string, after = "") =>
    before + filling.repeat(length - before.length - after.length) + after;
  if (format === "uri") return fill("a:", "b");
  if (format !== undefined) return fill("2026-01-16T10:00:00.", "0", "Z");
  if (pattern === DURATION_PATTERN) return fill("P", "1", "D");
  if (pattern === ID_PATTERN) return fill("", "-");
  if (pattern !== undefined) throw new Error(`${at} has the unknown pattern ${pattern}`);
  return fill("", "😀");
}
