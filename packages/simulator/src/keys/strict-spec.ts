import { z } from "zod";
import { unknownKeyRule } from "./check-keys.ts";

/** An object of data that has no other keys than these; one that has is told the nearest known one. */
export function strictSpec<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      const [key] = issue.code === "unrecognized_keys" ? (issue.keys ?? []) : [];
      if (typeof key !== "string") return undefined;
      return `"${key.slice(0, 60)}": ${unknownKeyRule(key, known)}`;
    },
  });
}
