import {
  flatEventRequestSchema,
  flatEventSchema,
  flatProgramRequestSchema,
  flatProgramSchema,
  flatReportSchema,
  flatResourceSchema,
  flatVenRequestSchema,
  flatVenSchema,
  problemSchema,
  schemaIssues,
} from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import type { z } from "zod";

const report = { ven_id: "ven-1", report_type: "usage", reading_type: "power" };
const resource = {
  id: "r-1",
  resource_name: "Murphy's Pub",
  resource_type: "pub",
  ven_name: "Herning",
  attributes: [{ type: "MAX_POWER_CONSUMPTION", values: [12.5] }],
};

/** Where a schema finds fault, or nothing if it accepts the value. */
function faults(schema: z.ZodType, value: unknown): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : schemaIssues(parsed.error).map(({ path }) => path);
}

describe("the schemas of the flat dialect", () => {
  it.each<[string, z.ZodType, object]>([
    ["report", flatReportSchema, report],
    ["resource", flatResourceSchema, resource],
    ["VEN request", flatVenRequestSchema, { ven_name: "Herning" }],
    ["VEN", flatVenSchema, { id: "ven-1", ven_name: "Herning" }],
    ["program request", flatProgramRequestSchema, { program_name: "p" }],
    ["program", flatProgramSchema, { id: "p-1", program_name: "p" }],
    ["event request", flatEventRequestSchema, { program_id: "p-1" }],
    ["event", flatEventSchema, { id: "e-1", program_id: "p-1" }],
    ["problem", problemSchema, {}],
  ])(
    "accept the smallest %s, keep what they do not know, and need all of it",
    (_, schema, value) => {
      const extended = { ...value, unknown_property: { kept: true } };
      expect(schema.parse(extended)).toEqual(extended);
      for (const name of Object.keys(value)) {
        expect(faults(schema, { ...value, [name]: undefined })).toEqual([name]);
      }
      expect(faults(schema, "text")).toEqual(["(whole)"]);
    },
  );

  it.each<[string, z.ZodType, object]>([
    ["report_type", flatReportSchema, { ...report, report_type: "USAGE" }],
    ["reading_type", flatReportSchema, { ...report, reading_type: "current" }],
    ["program_id", flatReportSchema, { ...report, program_id: null }],
    ["start", flatReportSchema, { ...report, start: "2025-01-16 14:00:00" }],
    ["start", flatReportSchema, { ...report, start: "2025-01-16T14:00:00+01:00" }],
    ["duration", flatReportSchema, { ...report, duration: "10s" }],
    ["duration", flatReportSchema, { ...report, duration: "P" }],
    [
      "intervals[0].payloads[0].values",
      flatReportSchema,
      { ...report, intervals: [{ id: 0, payloads: [{ type: "USAGE", values: 1 }] }] },
    ],
    [
      "attributes[0].values[0]",
      flatResourceSchema,
      { ...resource, attributes: [{ type: "X", values: [null] }] },
    ],
    [
      "service_location.latitude",
      flatResourceSchema,
      {
        ...resource,
        service_location: { meterpoint_id: "571313174000000011", longitude: 8.97, latitude: 91 },
      },
    ],
    ["id", flatVenSchema, { id: "a/b", ven_name: "Herning" }],
    ["ven_name", flatVenRequestSchema, { ven_name: "" }],
    ["status", problemSchema, { status: 20 }],
  ])("refuse a wrong %s and name the place", (path, schema, value) => {
    expect(faults(schema, value)).toEqual([path]);
  });

  it("accept the durations that VTNs rewrite PT0S to", () => {
    for (const duration of ["PT0S", "P0Y0M0DT0H0M0S", "PT15M", "PT0.5S"]) {
      expect(faults(flatReportSchema, { ...report, duration })).toEqual([]);
    }
  });

  it("judge a hostile duration or start in no more than a moment", () => {
    const long = "1".repeat(100_000);
    expect(faults(flatReportSchema, { ...report, duration: `P${long}` })).toContain("duration");
    expect(faults(flatReportSchema, { ...report, start: long })).toContain("start");
  });
});

describe("schemaIssues", () => {
  it("names at most twenty places", () => {
    const payloads = Array.from({ length: 100 }, () => ({ type: 1, values: [] }));
    expect(faults(flatReportSchema, { ...report, intervals: [{ id: 0, payloads }] })).toHaveLength(
      20,
    );
  });
});
