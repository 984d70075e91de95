import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import type { z } from "zod";

function countIssues(schema: z.ZodType, value: unknown): number {
  return schema.safeParse(value).error?.issues.length ?? 0;
}

const report = { programID: "p-1", eventID: "e-1", clientName: "c" };

describe("a schema", () => {
  it("finds every fault of a report of usual size", () => {
    const resources = Array.from({ length: 720 }, (_, index) => ({
      resourceName: `r-${index}`,
      intervals: [{ id: 0.5, payloads: [{ type: "READING", values: [1] }] }],
    }));
    expect(countIssues(v310.reportRequestSchema, { ...report, resources })).toBe(720);
  });

  it("stops at the first fault of a hostile value, whatever place it fills", () => {
    const nulls = Array.from({ length: 60_000 }, () => null);
    const values = { type: "READING", values: nulls };
    const interval = { id: 0, payloads: [values] };
    for (const { reportRequestSchema, eventRequestSchema, valuesMapSchema } of [v301, v310]) {
      expect(countIssues(reportRequestSchema, { ...report, resources: nulls })).toBe(1);
      expect(countIssues(eventRequestSchema, { ...report, intervals: [interval] })).toBe(1);
      expect(countIssues(valuesMapSchema, values)).toBe(1);
    }
    const notification = { objectType: "EVENT", operation: "DELETE", object: {}, targets: nulls };
    for (const { notificationSchema } of [v301, v310]) {
      expect(countIssues(notificationSchema, notification)).toBe(1);
    }
  });

  it("takes a right value of any size", () => {
    const values = Array.from({ length: 60_000 }, (_, index) => index);
    expect(v310.valuesMapSchema.parse({ type: "READING", values })).toEqual({
      type: "READING",
      values,
    });
  });
});
