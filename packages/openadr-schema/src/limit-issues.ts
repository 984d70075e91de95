import type { z } from "zod";

/** Most parts (numbers, texts, objects, arrays ...) of a value of which all faults are looked for. */
const MOST_PARTS = 50_000;

/**
 * Makes a schema stop at the first faults of a value of more than 50,000 parts. zod collects every
 * fault, at a thousand times the memory of a `0,` that stands where an object should: a hostile
 * answer of a few megabytes would exhaust a process.
 *
 * @returns the schema itself
 */
export function limitIssues<Schema extends z.ZodType>(schema: Schema): Schema {
  const internals = schema._zod;
  const run = internals.run;
  internals.run = (payload, context) => {
    const isLimited = context.abortEarly === true || !isLarge(payload.value);
    return run(payload, isLimited ? context : { ...context, abortEarly: true });
  };
  return schema;
}

function isLarge(value: unknown): boolean {
  const waiting: unknown[] = [value];
  for (let parts = 1; waiting.length > 0; parts += 1) {
    const part = waiting.pop();
    if (typeof part !== "object" || part === null) continue;
    const inner: readonly unknown[] = Array.isArray(part) ? part : Object.values(part);
    if (parts + waiting.length + inner.length > MOST_PARTS) return true;
    waiting.push(...inner);
  }
  return false;
}
