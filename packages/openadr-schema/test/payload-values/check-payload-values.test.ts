import {
  checkPayloadValues,
  EVENT_PAYLOAD_TYPES,
  REPORT_PAYLOAD_TYPES,
  type ValuesKind,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const issues = (
  kind: ValuesKind,
  type: string,
  values: readonly unknown[],
  options: Parameters<typeof checkPayloadValues>[2] = {},
) =>
  checkPayloadValues(kind, { type, values }, options).map(({ path, rule }) => `${path}: ${rule}`);

describe("checkPayloadValues", () => {
  it.each([
    ["USAGE", [0.012]],
    ["READING", [-4.5]],
    ["DELTA_USAGE", [-1]],
    ["SETPOINT", [0.1]],
    ["SETPOINT", ["eco"]],
    ["SETPOINT", [true]],
    ["SETPOINT", [{ x: 1, y: 2 }]],
    ["SIMPLE_LEVEL", [3]],
    ["OPERATING_STATE", ["RUNNING_CURTAILED"]],
    ["DATA_QUALITY", ["MISSING"]],
  ])("finds nothing wrong with %s %j in a report", (type, values) => {
    expect(issues("report", type, values)).toEqual([]);
  });

  it.each([
    ["USAGE", [-0.1], "values[0]: give 0 or more"],
    ["DEMAND", [-1], "values[0]: give 0 or more"],
    ["USAGE", ["12"], "values[0]: give a number"],
    ["USAGE", [Number.NaN], "values[0]: give a number"],
    ["USAGE", [], "values: give one value to USAGE"],
    ["USAGE", [1, 2], "values: give one value to USAGE"],
    ["SIMPLE_LEVEL", [1.5], "values[0]: give a whole number"],
    ["SIMPLE_LEVEL", [4], "values[0]: give 0 to 3"],
    ["DATA_QUALITY", ["GOOD"], "values[0]: give one of OK, MISSING, ESTIMATED, BAD"],
    ["OPERATING_STATE", [0], "values[0]: give a text"],
    ["SETPOINT", [null], "values[0]: give a number, a text, true, false or a point"],
    ["SETPOINT", ["x".repeat(129)], "values[0]: give 1 to 128 characters"],
  ])("finds what is wrong with %s %j in a report", (type, values, issue) => {
    expect(issues("report", type, values)).toEqual([issue]);
  });

  it.each([
    ["SIMPLE", [2]],
    ["PRICE", [-0.17]],
    ["PRICE", [0.17, 0.03, 0.11]],
    [
      "CURVE",
      [
        { x: 0.17, y: 0.26 },
        { x: 0.19, y: 0.28, z: 1 },
      ],
    ],
    ["OLS", [0, 0.5, 1]],
    ["DISPATCH_INSTRUCTION", ["load_reduction", "combustion_gen_standby"]],
    ["ALERT_GRID_EMERGENCY", ["The grid is currently under emergency conditions"]],
    ["ALERT_FIRE", [""]],
    ["CONTROL_SETPOINT", [-0.15]],
    ["CONTROL_LEVEL_OFFSET", [-10]],
  ])("finds nothing wrong with %s %j in an event", (type, values) => {
    expect(issues("event", type, values)).toEqual([]);
  });

  it.each([
    ["SIMPLE", [4], ["values[0]: give 0 to 3"]],
    ["GHG", [1, -1], ["values[1]: give 0 or more"]],
    ["PRICE", [], ["values: give at least 1 to PRICE"]],
    ["CURVE", [], ["values: give at least 1 to CURVE"]],
    ["CURVE", [1, { x: 1 }, null], [0, 1, 2].map((i) => `values[${i}]: give a point, { x, y }`)],
    ["OLS", [1.01], ["values[0]: give 0 to 1"]],
    ["DISPATCH_INSTRUCTION", [""], ["values[0]: give 1 to 128 characters"]],
    ["CONTROL_LEVEL_OFFSET", [11], ["values[0]: give -10 to 10"]],
    ["CTA2045_REBOOT", [true], ["values[0]: give a whole number"]],
  ])("finds what is wrong with %s %j in an event", (type, values, found) => {
    expect(issues("event", type, values)).toEqual(found);
  });

  it("counts PERCENT from -1 to 1 in 3.1.0 and leaves it open in 3.0.1", () => {
    const percent = { units: "PERCENT" };
    expect(issues("report", "READING", [-1], percent)).toEqual([]);
    expect(issues("report", "READING", [33], percent)).toEqual(["values[0]: give -1 to 1"]);
    expect(issues("event", "CHARGE_STATE_SETPOINT", [-0.5], percent)).toEqual([
      "values[0]: give 0 to 1",
    ]);
    expect(issues("report", "READING", [33], { ...percent, version: "3.0.1" })).toEqual([]);
    expect(issues("event", "CHARGE_STATE_SETPOINT", [40], { units: "KWH" })).toEqual([]);
  });

  it("takes a STORAGE_CHARGE_LEVEL as a share, and the User Guide's 33 only in its own units", () => {
    const level = (value: number, options = {}) =>
      issues("report", "STORAGE_CHARGE_LEVEL", [value], options);
    expect(level(0.33)).toEqual([]);
    expect(level(33)).toEqual(["values[0]: give 0 to 1"]);
    expect(level(33, { units: null })).toEqual(["values[0]: give 0 to 1"]);
    expect(level(33, { units: "PERCENTAGE" })).toEqual([]);
    expect(level(-33, { units: "PERCENTAGE" })).toEqual(["values[0]: give 0 or more"]);
    expect(level(33, { version: "3.0.1" })).toEqual([]);
    expect(level(101, { units: "PERCENT", version: "3.0.1" })).toEqual([
      "values[0]: give 0 to 100",
    ]);
  });

  it("refuses several values of a scalar in 3.0.1, which knows no sub-intervals", () => {
    expect(issues("event", "PRICE", [1, 2], { version: "3.0.1" })).toEqual([
      "values: give one value to PRICE",
    ]);
  });

  it("has no issue with private types, whatever they carry", () => {
    for (const type of ["CAPACITY_SUBSCRIPTION", "constructor", "__proto__", "toString"]) {
      for (const kind of ["event", "report"] as const) {
        expect(issues(kind, type, [null, {}, "x"], { units: "PERCENT" })).toEqual([]);
      }
    }
    expect(issues("event", "PRICE_ALTERNATE", ["x"], { version: "3.0.1" })).toEqual([]);
    expect(issues("event", "PRICE_ALTERNATE", ["x"])).toEqual(["values[0]: give a number"]);
  });

  it("checks the attributes of programs, VENs and resources", () => {
    expect(issues("ven-resource-attribute", "LOCATION", [8.97, 56.13])).toEqual([]);
    expect(issues("ven-resource-attribute", "LOCATION", [8.97])).toEqual([
      "values: give 2 values to LOCATION",
    ]);
    expect(issues("program-attribute", "BINDING_EVENTS", ["true"])).toEqual([
      "values[0]: give true or false",
    ]);
    expect(issues("ven-resource-attribute", "DESCRIPTION", ["👍".repeat(128)])).toEqual([]);
    expect(issues("ven-resource-attribute", "DESCRIPTION", ["👍".repeat(129)])).toHaveLength(1);
  });

  it("tells kind, place, rule and value of an issue, and at most 20", () => {
    expect(checkPayloadValues("report", { type: "USAGE", values: [-1] })).toEqual([
      { kind: "range", path: "values[0]", rule: "give 0 or more", value: -1 },
    ]);
    expect(issues("event", "PRICE", new Array(1_000_000).fill("x"))).toHaveLength(20);
  });

  it.each(["zzz", "toString", undefined])("refuses the kind %j, naming those there are", (kind) => {
    const payload = { type: "USAGE", values: [1] };
    expect(() => checkPayloadValues(kind as "report", payload)).toThrow(
      `kind ${JSON.stringify(kind)} is not valid: give one of event, report, program-attribute, ven-resource-attribute`,
    );
  });

  it("never throws, whatever values a payload carries", () => {
    const types = fc.constantFrom(
      ...Object.keys(EVENT_PAYLOAD_TYPES),
      ...Object.keys(REPORT_PAYLOAD_TYPES),
      "PRIVATE",
    );
    fc.assert(
      fc.property(types, fc.array(fc.anything()), (type, values) => {
        for (const kind of ["event", "report"] as const) {
          for (const issue of checkPayloadValues(kind, { type, values })) {
            expect(issue.path).toMatch(/^values(\[\d+\])?$/);
          }
        }
      }),
    );
  });
});
