import { existsSync, readFileSync } from "node:fs";
import {
  AGGREGATED_REPORT,
  DATA_QUALITIES,
  type EnumeratedName,
  type EnumeratedValues,
  EVENT_PAYLOAD_TYPES,
  type EventPayloadType,
  OPERATING_STATES,
  PROGRAM_ATTRIBUTES,
  READING_TYPES,
  REPORT_PAYLOAD_TYPES,
  type ReportPayloadType,
  UNITS,
  type Unit,
  VEN_RESOURCE_ATTRIBUTES,
} from "@ven/openadr-schema";
import { describe, expect, expectTypeOf, it, type TestContext } from "vitest";
import { parse } from "yaml";

const folder = new URL("../../../../../shared/spec/enumerations-3.1.0/", import.meta.url);

interface YamlSchema {
  readonly type?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly items?: YamlSchema;
  readonly oneOf?: readonly YamlSchema[];
  readonly $ref?: string;
}

interface YamlFile extends YamlSchema {
  readonly definitions?: Readonly<Record<string, YamlSchema>>;
}

function readYaml(context: TestContext, name: string): YamlFile {
  const url = new URL(name, folder);
  if (!existsSync(url)) context.skip(`../shared/spec/enumerations-3.1.0/${name} is not here`);
  return parse(readFileSync(url, "utf8"));
}

/** Names whose YAML differs on purpose from the Definition's text, and so from ours. */
const YAML_DEFECTS: Readonly<Record<string, string>> = {
  CURVE: "nests the points one list too deep",
  AREA: "takes numbers only, though the text speaks of GeoJSON",
  OPERATING_STATE: "lists AGGREGATED_REPORT, a resource name, among the states",
};

/** A YAML definition in the shape of our rules. */
function yamlRule(schema: YamlSchema) {
  const isList = schema.type === "array";
  const item = (isList ? schema.items : schema) ?? {};
  const choice = item.oneOf?.find(({ type }) => type === "string");
  const type = item.oneOf !== undefined ? "any" : item.type === "string" ? "text" : item.type;
  return {
    type,
    min: item.minimum,
    max: item.maximum,
    minLength: item.minLength ?? choice?.minLength,
    maxLength: item.maxLength ?? choice?.maxLength,
    options: item.enum,
    fewest: isList ? (schema.minItems ?? 0) : 1,
    most: isList ? schema.maxItems : 1,
  };
}

function ourRule({ values }: EnumeratedValues) {
  const { type, min, max, minLength, maxLength, options, count = [1, 1] } = values;
  return { type, min, max, minLength, maxLength, options, fewest: count[0], most: count[1] };
}

describe("the enumerations of payloads and attributes", () => {
  it.for([
    ["EVENT_PAYLOAD_TYPES", EVENT_PAYLOAD_TYPES, "event-interval-payloads.schema.yaml"],
    ["REPORT_PAYLOAD_TYPES", REPORT_PAYLOAD_TYPES, "report-payloads.schema.yaml"],
    ["PROGRAM_ATTRIBUTES", PROGRAM_ATTRIBUTES, "program-attributes.schema.yaml"],
    ["VEN_RESOURCE_ATTRIBUTES", VEN_RESOURCE_ATTRIBUTES, "ven-resource-attributes.schema.yaml"],
  ] as const)("hold in %s the names and rules of the published YAML", ([, ours, file], context) => {
    const published = readYaml(context, file).definitions ?? {};
    expect(Object.keys(ours).sort()).toEqual(Object.keys(published).sort());
    for (const [name, values] of Object.entries(ours)) {
      if (Object.hasOwn(YAML_DEFECTS, name)) continue;
      expect({ name, ...ourRule(values) }).toEqual({ name, ...yamlRule(published[name] ?? {}) });
    }
  });

  it("depart from the YAML only where it contradicts the Definition, in these places", (context) => {
    const events = readYaml(context, "event-interval-payloads.schema.yaml").definitions;
    const reports = readYaml(context, "report-payloads.schema.yaml").definitions;
    const attributes = readYaml(context, "ven-resource-attributes.schema.yaml").definitions;
    const published = { ...events, ...reports, ...attributes };
    expect(Object.keys(YAML_DEFECTS)).toEqual(["CURVE", "AREA", "OPERATING_STATE"]);
    expect(published["CURVE"]?.items?.items?.$ref).toBe("#/components/schemas/point");
    expect(published["CURVE"]?.items?.minItems).toBe(EVENT_PAYLOAD_TYPES.CURVE.values.count[0]);
    expect(published["AREA"]?.items).toEqual({ type: "number" });
    expect(published["OPERATING_STATE"]?.items?.enum).toEqual([
      ...REPORT_PAYLOAD_TYPES.OPERATING_STATE.values.options,
      AGGREGATED_REPORT,
    ]);
  });

  it("list the states and qualities of their own enumerations", () => {
    expect(REPORT_PAYLOAD_TYPES.OPERATING_STATE.values.options).toEqual(
      Object.keys(OPERATING_STATES),
    );
    expect(REPORT_PAYLOAD_TYPES.DATA_QUALITY.values.options).toEqual(Object.keys(DATA_QUALITIES));
  });

  it("say which names 3.0.1 lacks", () => {
    const enumerations: readonly Readonly<Record<string, EnumeratedName>>[] = [
      EVENT_PAYLOAD_TYPES,
      REPORT_PAYLOAD_TYPES,
      VEN_RESOURCE_ATTRIBUTES,
      UNITS,
    ];
    const names = enumerations
      .flatMap((enumeration) => Object.entries(enumeration))
      .filter(([, { since }]) => since === "3.1.0")
      .map(([name]) => name);
    expect(names).toEqual([
      "PRICE_ALTERNATE",
      "DISPATCH_INSTRUCTION",
      "CONTROL_LEVEL_OFFSET",
      "CONTROL_LEVEL_OFFSET_PERCENT",
      "THERMS",
    ]);
    expect(Object.values(PROGRAM_ATTRIBUTES).every(({ since }) => since === "3.1.0")).toBe(true);
  });

  it("have names as types", () => {
    expectTypeOf<"PRICE">().toExtend<EventPayloadType>();
    expectTypeOf<"USAGE">().toExtend<ReportPayloadType>();
    expectTypeOf<"USAGE">().not.toExtend<EventPayloadType>();
    expectTypeOf<"KWH">().toExtend<Unit>();
    expectTypeOf(REPORT_PAYLOAD_TYPES.USAGE.values.min).toEqualTypeOf<0>();
  });
});

describe("the enumerations of names", () => {
  it("hold in UNITS the names of the published YAML", (context) => {
    expect(Object.keys(UNITS)).toEqual(readYaml(context, "units.schema.yaml").enum);
  });

  it("hold in READING_TYPES those of the YAML, without two operating states gone astray", (context) => {
    expect([...Object.keys(READING_TYPES), "NORMAL", "ERROR"]).toEqual(
      readYaml(context, "reading-types.schema.yaml").enum,
    );
  });
});
