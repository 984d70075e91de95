import type { OpenAdrVersion } from "@ven/openadr-schema";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import { isNestedDeeper } from "../http/is-nested-deeper.ts";
import { DEEPEST_NESTING } from "../http/read-json.ts";

const SCHEMAS = {
  "3.0.1": { period: v301.intervalPeriodSchema, descriptor: v301.reportPayloadDescriptorSchema },
  "3.1.0": { period: v310.intervalPeriodSchema, descriptor: v310.reportPayloadDescriptorSchema },
} as const;

const OBJECT_ID = /^[a-zA-Z0-9_-]{1,128}$/;
/** Where a period has none; no duration is written so. */
const NO_DURATION = "";
const LONGEST_NAME = 128;
const LONGEST_TEXT = 65_536;
const KNOWN = new Set(["eventID", "clientName", "reportName", "payloadDescriptors", "resources"]);

/**
 * Whether a body is a report as meters write it: names, periods, numbers, texts and nothing unknown
 * below its first level.
 *
 * Each such body passes the schema of its version and is not nested too deep, which this finds out in
 * a third of the time. What this does not take may still be valid: ask the schema then, which also
 * says what is wrong.
 */
export function isPlainReport(value: unknown, version: OpenAdrVersion): boolean {
  if (!isObject(value)) return false;
  const { eventID, clientName, reportName, payloadDescriptors, programID, resources } = value;
  if (typeof eventID !== "string" || !OBJECT_ID.test(eventID) || !isName(clientName)) return false;
  if (version === "3.0.1" && !(typeof programID === "string" && OBJECT_ID.test(programID))) {
    return false;
  }
  if (!(reportName === undefined || reportName === null || isText(reportName))) return false;
  if (!areDescriptors(payloadDescriptors, version)) return false;
  for (const key in value) {
    if (!KNOWN.has(key) && isNestedDeeper(value[key], DEEPEST_NESTING - 1)) return false;
  }
  const periods = new PeriodCheck(version);
  return Array.isArray(resources) && resources.every((resource) => isResource(resource, periods));
}

function isResource(value: unknown, periods: PeriodCheck): boolean {
  if (!isObject(value)) return false;
  const { resourceName, intervalPeriod, intervals } = value;
  if (!isName(resourceName) || !Array.isArray(intervals)) return false;
  if (!periods.areTaken(value, intervalPeriod, 2)) return false;
  return intervals.every((interval) => isInterval(interval, periods));
}

function isInterval(value: unknown, periods: PeriodCheck): boolean {
  if (!isObject(value)) return false;
  const { id, intervalPeriod, payloads } = value;
  if (typeof id !== "number" || (id | 0) !== id || !Array.isArray(payloads)) return false;
  return periods.areTaken(value, intervalPeriod, 2) && payloads.every(isPayload);
}

function isPayload(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { type, values } = value;
  if (!isName(type) || !Array.isArray(values) || Object.keys(value).length !== 2) return false;
  return values.every(isValue);
}

function isValue(value: unknown): boolean {
  return typeof value === "number"
    ? Number.isFinite(value)
    : typeof value === "boolean" || isText(value);
}

function areDescriptors(value: unknown, version: OpenAdrVersion): boolean {
  if (value === undefined || value === null) return true;
  if (!Array.isArray(value) || isNestedDeeper(value, DEEPEST_NESTING - 1)) return false;
  const { descriptor } = SCHEMAS[version];
  return value.every((item) => descriptor.safeParse(item).success);
}

/** Checks periods by their schema, the texts of one report each once. */
class PeriodCheck {
  readonly #schema: (typeof SCHEMAS)[OpenAdrVersion]["period"];
  readonly #starts = new Set<string>();
  readonly #durations = new Set<string>([NO_DURATION]);
  #lastStart: string | undefined;
  #lastDuration: string | undefined;

  constructor(version: OpenAdrVersion) {
    this.#schema = SCHEMAS[version].period;
  }

  /**
   * Whether an object has, besides so many properties, a plain period or none, and nothing else.
   *
   * @param period - its `intervalPeriod`
   */
  areTaken(owner: object, period: unknown, otherProperties: number): boolean {
    const propertyCount = Object.keys(owner).length;
    if (period === undefined) return propertyCount === otherProperties;
    return propertyCount === otherProperties + 1 && this.#isPlain(period);
  }

  #isPlain(period: unknown): boolean {
    if (!isObject(period)) return false;
    const { start, duration = NO_DURATION } = period;
    if (typeof start !== "string" || typeof duration !== "string") return false;
    if (Object.keys(period).length !== (duration === NO_DURATION ? 1 : 2)) return false;
    if (start === this.#lastStart && duration === this.#lastDuration) return true;
    if (!this.#isKnown(start, duration)) return false;
    this.#lastStart = start;
    this.#lastDuration = duration;
    return true;
  }

  #isKnown(start: string, duration: string): boolean {
    if (this.#starts.has(start) && this.#durations.has(duration)) return true;
    const period = duration === NO_DURATION ? { start } : { start, duration };
    if (!this.#schema.safeParse(period).success) return false;
    this.#starts.add(start);
    this.#durations.add(duration);
    return true;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of 1 to 128 characters; a character may be two of the units that `length` counts. */
function isName(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST_NAME;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}
