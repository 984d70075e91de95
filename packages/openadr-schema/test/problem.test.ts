import { problemSchema } from "@ven/openadr-schema";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";

const isProblem = (value: unknown) => problemSchema.safeParse(value).success;

describe("problemSchema", () => {
  it("takes a relative reference, which that of a version refuses", () => {
    const problem = { type: "about:blank", status: 404, instance: "/reports/r-1" };
    expect(problemSchema.parse(problem)).toEqual(problem);
    expect(v301.problemSchema.safeParse(problem).success).toBe(false);
    expect(v310.problemSchema.safeParse(problem).success).toBe(false);
  });

  it("takes texts as long as that of a version takes", () => {
    const problem = {
      type: `a:${"b".repeat(7_998)}`,
      title: "t".repeat(65_536),
      status: 599,
      detail: "d".repeat(65_536),
      instance: `a:${"b".repeat(7_998)}`,
    };
    for (const { problemSchema: schema } of [{ problemSchema }, v301, v310]) {
      expect(schema.parse(problem)).toEqual(problem);
    }
    for (const name of ["type", "title", "detail", "instance"] as const) {
      expect(isProblem({ ...problem, [name]: `${problem[name]}x` })).toBe(false);
    }
  });

  it.each([99, 600, 404.5, "404"])("refuses the status %s", (status) => {
    expect(isProblem({ status })).toBe(false);
  });
});
