import { schemaIssues } from "@ven/openadr-schema";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { z } from "zod";

function linesOf(schema: z.ZodType, value: unknown): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : schemaIssues(parsed.error).map(({ path, rule }) => `${path}: ${rule}`);
}

const answered = {
  id: "id-1",
  createdDateTime: "2026-01-16T10:00:00Z",
  modificationDateTime: "2026-01-16T10:00:00Z",
};

describe("schemaIssues of alternatives", () => {
  it("joins what they ask for where none is of the value's type", () => {
    expect(linesOf(v310.valuesMapSchema, { type: "PRICE", values: [0.1, null] })).toEqual([
      "values[1]: Invalid input: expected number, string, boolean or object",
    ]);
  });

  it("tells the fault of the one that is of the value's type", () => {
    expect(linesOf(v310.valuesMapSchema, { type: "CURVE", values: [{ x: 1, y: "2" }] })).toEqual([
      "values[0].y: Invalid input: expected number, received string",
    ]);
    const text = "x".repeat(65_537);
    expect(linesOf(v310.valuesMapSchema, { type: "PRICE", values: [text] })).toEqual([
      "values[0]: use at most 65536 characters",
    ]);
  });

  it("tells the fault of the one that objectType names", () => {
    const program = { programName: "ResTOU" };
    const descriptor = {
      objectType: "REPORT_PAYLOAD_DESCRIPTOR",
      payloadType: "USAGE",
      accuracy: "high",
      confidence: 101,
    };
    for (const { programRequestSchema } of [v301, v310]) {
      expect(
        linesOf(programRequestSchema, { ...program, payloadDescriptors: [descriptor] }),
      ).toEqual([
        "payloadDescriptors[0].accuracy: Invalid input: expected number, received string",
        "payloadDescriptors[0].confidence: Too big: expected number to be <=100",
      ]);
    }
    expect(linesOf(v310.venRequestSchema, { objectType: "BL_VEN_REQUEST", venName: "v" })).toEqual([
      "clientID: Invalid input: expected string, received undefined",
    ]);
  });

  it("lists the names where objectType is none of them", () => {
    const rule = 'objectType: Invalid option: expected one of "BL_VEN_REQUEST"|"VEN_VEN_REQUEST"';
    for (const objectType of ["VEN", undefined]) {
      expect(linesOf(v310.venRequestSchema, { objectType, venName: "v" })).toEqual([rule]);
    }
    const notification = { objectType: "PROGRAMME", operation: "CREATE", object: {} };
    expect(linesOf(v310.notificationSchema, notification)).toEqual([
      'objectType: Invalid option: expected one of "PROGRAM"|"EVENT"|"REPORT"|"SUBSCRIPTION"|"VEN"|"RESOURCE"',
    ]);
  });

  it("tells the faults of a notification's object in terms of its objectType", () => {
    const event = { ...answered, objectType: "EVENT", intervals: [{ id: 0, payloads: [{}] }] };
    const notification = { objectType: "EVENT", operation: "CREATE", object: event };
    expect(linesOf(v310.notificationSchema, notification)).toEqual([
      "object.programID: Invalid input: expected string, received undefined",
      "object.intervals[0].payloads[0].type: Invalid input: expected string, received undefined",
      "object.intervals[0].payloads[0].values: Invalid input: expected array, received undefined",
    ]);
  });

  it("follows alternatives within alternatives", () => {
    const leaf = z.union([z.number(), z.looseObject({ x: z.number() })]);
    const schema = z.union([z.string(), z.looseObject({ leaves: z.array(leaf) })]);
    expect(linesOf(schema, { leaves: [1, { x: "1" }] })).toEqual([
      "leaves[1].x: Invalid input: expected number, received string",
    ]);
  });

  it("never leaves it at zod's bare word", () => {
    for (const body of [null, [], "text", 5, {}, { objectType: 5 }]) {
      for (const schema of [
        v301.notificationSchema,
        v310.notificationSchema,
        v310.venRequestSchema,
        v310.resourceRequestSchema,
      ]) {
        const lines = linesOf(schema, body);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(line).not.toMatch(/Invalid input$/);
      }
    }
  });

  it("tells twenty at most, whatever the alternatives hold", () => {
    const values = Array.from({ length: 1_000 }, () => null);
    expect(linesOf(v310.valuesMapSchema, { type: "PRICE", values })).toHaveLength(20);
  });
});
