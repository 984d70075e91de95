import { textOfLength } from "./samples.ts";
import { type Site, withPart } from "./sites.ts";

/** Values that are still valid, with one part as short, long, low or high as it may be. */
export function edgesAt(whole: unknown, { shape, path }: Site): readonly unknown[] {
  const parts: unknown[] = [];
  if (shape.kind === "text" && shape.values === undefined) {
    if (Number.isFinite(shape.maxLength)) parts.push(textOfLength(shape, shape.maxLength));
    if (shape.format === undefined && shape.pattern === undefined) {
      parts.push("x".repeat(shape.minLength));
    }
  }
  if (shape.kind === "text") parts.push(...(shape.values ?? []));
  if (shape.kind === "number")
    parts.push(...[shape.minimum, shape.maximum].filter(Number.isFinite));
  if (shape.kind === "array") parts.push([]);
  if (shape.nullable) parts.push(null);
  return parts.map((part) => withPart(whole, path, part));
}
