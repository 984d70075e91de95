import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { compileOnFirstUse } from "../src/compile-on-first-use.ts";

afterEach(() => {
  z.config({ jitless: false });
});

const makeSchema = () =>
  compileOnFirstUse(z.looseObject({ name: z.string(), values: z.array(z.number()).optional() }));

describe("compileOnFirstUse", () => {
  it.each([false, true])("changes no verdict and no value, with jitless: %s", async (jitless) => {
    z.config({ jitless });
    const schema = makeSchema();
    const right = { name: "a", values: [1], extra: { b: [null] } };
    for (let times = 0; times < 2; times += 1) {
      expect(schema.parse(right)).toEqual(right);
      expect(await schema.parseAsync(right)).toEqual(right);
      expect(schema.safeParse({ name: "a", values: ["1"] }).error?.issues).toMatchObject([
        { code: "invalid_type", expected: "number", path: ["values", 0] },
      ]);
      expect(z.array(schema).safeParse([right, {}]).error?.issues).toMatchObject([
        { code: "invalid_type", expected: "string", path: [1, "name"] },
      ]);
    }
  });

  it("compiles when the schema checks something, and not before", () => {
    const schema = makeSchema();
    const { run } = schema._zod;
    schema.parse({ name: "a" });
    const compiled = schema._zod.run;
    expect(compiled).not.toBe(run);
    schema.parse({ name: "b" });
    expect(schema._zod.run).toBe(compiled);
  });

  it("generates no code where that is forbidden", () => {
    z.config({ jitless: true });
    const schema = z.looseObject({ name: z.string() });
    // zod itself changes how a schema runs when it first does.
    schema.parse({ name: "a" });
    const { run } = schema._zod;
    compileOnFirstUse(schema).parse({ name: "a" });
    expect(schema._zod.run).toBe(run);
  });

  it("drops an own __proto__, as zod does, and keeps every other unknown property", () => {
    const value = JSON.parse('{"name":"a","__proto__":{"name":"b"},"constructor":1}');
    const parsed = makeSchema().parse(value);
    expect(Object.keys(parsed)).toEqual(["name", "constructor"]);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });
});
