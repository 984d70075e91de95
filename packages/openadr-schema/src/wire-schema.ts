import type { z } from "zod";
import { compileOnFirstUse } from "./compile-on-first-use.ts";
import { limitIssues } from "./limit-issues.ts";

/**
 * Gives a zod schema the hand-written type of its wire object, which reads better than the inferred
 * one, and makes it quick with values right and wrong. Compiles only if the two say the same: the same properties, optional or
 * not, of the same types.
 */
export function wireSchema<Wire>(): <Schema extends z.ZodType>(
  schema: Same<Plain<z.output<Schema>>, Plain<Wire>> extends true ? Schema : never,
) => z.ZodType<Wire, Wire> {
  return (schema) => compileOnFirstUse(limitIssues(schema)) as unknown as z.ZodType<Wire, Wire>;
}

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A type without `readonly` and index signatures, each property marked as optional or required. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? {
        -readonly [Key in keyof T as string extends Key ? never : Key]-?: [
          object extends Pick<T, Key> ? "optional" : "required",
          Plain<Exclude<T[Key], undefined>>,
        ];
      }
    : T;
