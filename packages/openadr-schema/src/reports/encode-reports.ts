import type { Interval } from "../3.1.0/interval.ts";
import type { IntervalPeriod } from "../3.1.0/interval-period.ts";
import type { ReportPayloadDescriptor } from "../3.1.0/report-payload-descriptor.ts";
import type { ReportResource } from "../3.1.0/report-resource.ts";
import type { ValuesMap } from "../3.1.0/values-map.ts";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { formatDateTime } from "../time/date-time.ts";
import { isReportableTime } from "../time/is-reportable-time.ts";
import { checkMeasurementKind } from "./check-measurement-kind.ts";
import { toLargerUnit } from "./convert-units.ts";
import { durationOfMs } from "./duration-of-ms.ts";
import { isReportableDuration } from "./is-reportable-duration.ts";
import type { Measurement } from "./measurement.ts";
import { isValueOf, mappingOf, type PayloadMapping, perUnitOf } from "./payload-mapping.ts";
import {
  envelopeProperties,
  type ReportEnvelope,
  type ReportRequestOf,
} from "./report-envelope.ts";
import { reportResourceName } from "./report-resource-name.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/** Reports, and what could not be carried over into them. */
export interface EncodedReports<Version extends OpenAdrVersion> {
  /** Most often one. Payload types that are there in several units need one report each. */
  readonly reports: readonly ReportRequestOf<Version>[];
  readonly warnings: readonly ReportWarning[];
}

/** A measurement that a report can carry. */
interface Carried {
  readonly name: string;
  readonly mapping: PayloadMapping;
  readonly readingType: string;
  readonly measurement: Measurement;
  /** In the payload's units. */
  readonly value: number;
}

/**
 * Makes the reports of measurements, in OpenADR 3.0.1 or 3.1.0: one resource per load, named
 * `<site>/<load>`, one interval per measurement, and a payload descriptor per payload type.
 *
 * A quality that is said goes beside its value as `DATA_QUALITY`, which the User Guide of 3.1.0
 * allows in an interval with one payload.
 *
 * @returns the reports, without the measurements that `warnings` names as left out
 * @throws {InvalidValueError} if a measurement has a quantity, role or quality that there is not
 */
export function encodeReports<Version extends OpenAdrVersion>(
  version: Version,
  envelope: ReportEnvelope<Version>,
  measurements: readonly Measurement[],
): EncodedReports<Version> {
  checkOpenAdrVersion(version);
  const warnings: ReportWarning[] = [];
  const groups: { descriptors: Map<string, Carried>; resources: Map<string, Carried[]> }[] = [];
  measurements.forEach((measurement, index) => {
    const path = `measurements[${index}]`;
    checkMeasurementKind(measurement, path);
    const carried = carry(version, measurement, path, warnings);
    if (carried === undefined) return;
    // Values of one payload type in two units cannot be told apart within one report.
    let group = groups.find(({ descriptors }) => fits(descriptors, carried));
    if (group === undefined) {
      group = { descriptors: new Map(), resources: new Map() };
      groups.push(group);
    }
    group.descriptors.set(carried.mapping.payloadType, carried);
    const known = group.resources.get(carried.name);
    if (known === undefined) group.resources.set(carried.name, [carried]);
    else known.push(carried);
  });
  const reports = groups.map(({ descriptors, resources }) => ({
    ...envelopeProperties(version, envelope),
    payloadDescriptors: [...descriptors.values()].map(describePayload),
    resources: [...resources].map(([name, values]) => describeResource(name, values)),
  }));
  return { reports: reports as unknown as ReportRequestOf<Version>[], warnings };
}

function carry(
  version: OpenAdrVersion,
  measurement: Measurement,
  path: string,
  warnings: ReportWarning[],
): Carried | undefined {
  const { quantity, role, value, startAtMs, durationMs } = measurement;
  const { resourceId, readingType = "DIRECT_READ" } = measurement;
  const leaveOut = (kind: ReportWarning["kind"], detail: unknown) => {
    warnings.push(reportWarning(kind, path, detail));
    return undefined;
  };
  if (!Number.isFinite(value)) return leaveOut("valueNotFinite", String(value));
  if (!isReportableTime(startAtMs)) return leaveOut("timeOutOfRange", String(startAtMs));
  if (!isReportableDuration(startAtMs, durationMs)) {
    return leaveOut("durationOutOfRange", String(durationMs));
  }
  const name = reportResourceName(measurement);
  if (name === undefined) {
    return leaveOut("nameNotCarried", `${measurement.resourceName}/${measurement.loadId}`);
  }
  const mapping = mappingOf(quantity, role);
  if (mapping === undefined) return leaveOut("noPayloadType", `${quantity} ${role}`);
  const inUnits = toLargerUnit(value, perUnitOf(mapping, version));
  if (!isValueOf(mapping, version, inUnits)) {
    return leaveOut("valueOutOfRange", `${quantity} ${value}`);
  }
  if (resourceId !== undefined) {
    warnings.push(reportWarning("resourceIdNotCarried", path, resourceId));
  }
  return { name, mapping, readingType, measurement, value: inUnits };
}

function fits(descriptors: ReadonlyMap<string, Carried>, carried: Carried): boolean {
  const known = descriptors.get(carried.mapping.payloadType);
  if (known === undefined) return true;
  return known.mapping === carried.mapping && known.readingType === carried.readingType;
}

function describePayload({ mapping, readingType }: Carried): ReportPayloadDescriptor {
  const { payloadType, units } = mapping;
  return { objectType: "REPORT_PAYLOAD_DESCRIPTOR", payloadType, readingType, units };
}

function describeResource(resourceName: string, values: readonly Carried[]): ReportResource {
  const [first] = values;
  if (values.length === 1 && first !== undefined) {
    const intervalPeriod = describePeriod(first.measurement);
    return { resourceName, intervalPeriod, intervals: [{ id: 0, payloads: describe(first) }] };
  }
  const intervals = values.map(
    (carried, id): Interval => ({
      id,
      intervalPeriod: describePeriod(carried.measurement),
      payloads: describe(carried),
    }),
  );
  return { resourceName, intervals };
}

function describePeriod({ startAtMs, durationMs }: Measurement): IntervalPeriod {
  const start = formatDateTime(startAtMs);
  return durationMs === undefined ? { start } : { start, duration: durationOfMs(durationMs) };
}

function describe({ mapping, measurement, value }: Carried): readonly ValuesMap[] {
  const { quality } = measurement;
  const payload = { type: mapping.payloadType, values: [value] };
  if (quality === undefined) return [payload];
  return [payload, { type: "DATA_QUALITY", values: [quality] }];
}
