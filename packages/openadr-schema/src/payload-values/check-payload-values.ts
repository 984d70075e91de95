import { InvalidValueError } from "@ven/core";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import { type EnumeratedValues, valueCount } from "../enumerations/enumerated-values.ts";
import { EVENT_PAYLOAD_TYPES } from "../enumerations/event-payload-types.ts";
import { PROGRAM_ATTRIBUTES } from "../enumerations/program-attributes.ts";
import { REPORT_PAYLOAD_TYPES } from "../enumerations/report-payload-types.ts";
import { VEN_RESOURCE_ATTRIBUTES } from "../enumerations/ven-resource-attributes.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";
import type { SchemaIssue } from "../schema-issues.ts";
import { checkValue, type ValueIssueKind } from "./check-value.ts";
import { numberRange } from "./number-range.ts";

/** Most issues that are told of one payload. */
const MOST_ISSUES = 20;

/** Where a `valuesMap` stands: in an event, in a report, or among the attributes. */
export type ValuesKind = "event" | "report" | "program-attribute" | "ven-resource-attribute";

const ENUMERATIONS: Readonly<Record<ValuesKind, Readonly<Record<string, EnumeratedValues>>>> = {
  event: EVENT_PAYLOAD_TYPES,
  report: REPORT_PAYLOAD_TYPES,
  "program-attribute": PROGRAM_ATTRIBUTES,
  "ven-resource-attribute": VEN_RESOURCE_ATTRIBUTES,
};

/** One place where a payload's values break the rule of its type. */
export interface PayloadValueIssue extends SchemaIssue {
  /** What is wrong: how many values, or the type, size, length or text of one. */
  readonly kind: "count" | ValueIssueKind;
}

/** What else is known of a payload. */
export interface CheckPayloadValuesOptions {
  /** The units of its payload descriptor, if it has them. */
  readonly units?: string | null;
  /** @defaultValue "3.1.0" */
  readonly version?: OpenAdrVersion;
}

/**
 * Checks the values of a payload, or of an attribute, against the enumerations.
 *
 * A VTN does not do so (OpenADR 3.1.0 Definition, "Message validation"), and the schemas follow it:
 * this is for who writes payloads, or acts on them. A private type, or one that the version lacks,
 * has no rule and so no issue.
 *
 * - In an event of 3.1.0 a type of one value may carry several, each for an equal part of the
 *   interval (User Guide 7.3, "multi-valued payloads").
 * - With units `PERCENT`, 3.1.0 counts from -1 to 1 (Definition, "Unit Enumerations"); 3.0.1 says
 *   "%" only, so there it limits nothing.
 * - `STORAGE_CHARGE_LEVEL` contradicts itself: its text says 0 to 100 %, its schema 0 to 1, and the
 *   User Guide's 8.6 sends 33. Here it is 0 to 1 in 3.1.0 with units `PERCENT` or none, 0 to 100 in
 *   3.0.1; any other units, such as the guide's private `PERCENTAGE`, leave only "not negative".
 *
 * @returns at most 20 issues; none if all is well
 * @throws {InvalidValueError} if there is no such kind, or no such version
 */
export function checkPayloadValues(
  kind: ValuesKind,
  payload: { readonly type: string; readonly values: readonly unknown[] },
  options: CheckPayloadValuesOptions = {},
): readonly PayloadValueIssue[] {
  const version = options.version ?? "3.1.0";
  checkOpenAdrVersion(version);
  const enumeration = enumerationOf(kind);
  const known = Object.hasOwn(enumeration, payload.type) ? enumeration[payload.type] : undefined;
  if (known === undefined || (known.since === "3.1.0" && version === "3.0.1")) return [];
  const issues: PayloadValueIssue[] = [];
  const { fewest, most } = valueCount(known.values);
  const takesMore = kind === "event" && most === 1 && version === "3.1.0";
  const count = payload.values.length;
  if (count < fewest || (count > most && !takesMore)) {
    const rule = `give ${countText(fewest, takesMore ? Infinity : most)} to ${payload.type}`;
    issues.push({ kind: "count", path: "values", rule, value: count });
  }
  const range = numberRange(payload.type, known.values, options.units ?? undefined, version);
  for (const [index, value] of payload.values.entries()) {
    if (issues.length >= MOST_ISSUES) break;
    const issue = checkValue(value, known.values, range);
    if (issue !== undefined) issues.push({ ...issue, path: `values[${index}]`, value });
  }
  return issues;
}

/** @throws {InvalidValueError} if there is none of that name, as JavaScript may give */
function enumerationOf(kind: ValuesKind): Readonly<Record<string, EnumeratedValues>> {
  if (Object.hasOwn(ENUMERATIONS, kind)) return ENUMERATIONS[kind];
  const rule = `give one of ${Object.keys(ENUMERATIONS).join(", ")}`;
  throw new InvalidValueError("kind", kind, rule);
}

function countText(fewest: number, most: number): string {
  if (fewest === most) return fewest === 1 ? "one value" : `${fewest} values`;
  return most === Infinity ? `at least ${fewest}` : `${fewest} to ${most} values`;
}
