import type { Report as Report301, ReportRequest as ReportRequest301 } from "../3.0.1/report.ts";
import type { ReportPayloadDescriptor } from "../3.0.1/report-payload-descriptor.ts";
import type { Interval } from "../3.1.0/interval.ts";
import type { Report as Report310, ReportRequest as ReportRequest310 } from "../3.1.0/report.ts";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import { DATA_QUALITIES, type DataQuality } from "../enumerations/data-qualities.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { toSmallerUnit } from "./convert-units.ts";
import type { Measurement } from "./measurement.ts";
import { isValueOf, mappingOfPayload, perUnitOf } from "./payload-mapping.ts";
import { siteAndLoadOf } from "./report-resource-name.ts";
import { reportSpans } from "./report-spans.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/** What reports say, and what of it has no place in a measurement. */
export interface DecodedMeasurements {
  readonly measurements: readonly Measurement[];
  readonly warnings: readonly ReportWarning[];
}

/**
 * Reads the measurements out of a report of OpenADR 3.0.1 or 3.1.0, as `encodeReports` writes them.
 *
 * A resource's name is taken apart at its last `/` into site and load. An interval takes what it does
 * not say from its resource; one without a start follows the one before, and has no time, so that it is
 * left out, where that one never ends or has no time itself.
 *
 * @returns the measurements, without the payloads that `warnings` names as left out
 */
export function decodeReport(
  version: OpenAdrVersion,
  report: ReportRequest301 | ReportRequest310 | Report301 | Report310,
): DecodedMeasurements {
  checkOpenAdrVersion(version);
  const warnings: ReportWarning[] = [];
  const descriptors = descriptorsByType(report.payloadDescriptors ?? [], warnings);
  const measurements = report.resources.flatMap((resource, index) => {
    const path = `resources[${index}]`;
    const name = siteAndLoadOf(resource.resourceName);
    const spans = reportSpans(resource, path, warnings);
    return resource.intervals.flatMap((interval, position) => {
      const place = `${path}.intervals[${position}]`;
      const span = spans[position];
      if (span === undefined) return [];
      return readInterval(version, interval, place, descriptors, warnings).map((read) => ({
        ...name,
        ...span,
        ...read,
      }));
    });
  });
  return { measurements, warnings };
}

/** What the descriptors say of the values of one payload type, as far as they agree. */
interface Described {
  readonly units: string | undefined;
  readonly readingType: string | undefined;
}

function descriptorsByType(
  descriptors: readonly ReportPayloadDescriptor[],
  warnings: ReportWarning[],
): ReadonlyMap<string, Described> {
  const byType = new Map<string, Described>();
  descriptors.forEach((descriptor, index) => {
    const { payloadType, accuracy, confidence } = descriptor;
    const units = descriptor.units ?? undefined;
    const readingType = descriptor.readingType ?? undefined;
    const path = `payloadDescriptors[${index}]`;
    const known = byType.get(payloadType);
    // Of two descriptors, nothing says which one a value goes by.
    const isOneUnit = known === undefined || known.units === units;
    const isOneReadingType = known === undefined || known.readingType === readingType;
    byType.set(payloadType, {
      units: isOneUnit ? units : "several units",
      readingType: isOneReadingType ? readingType : undefined,
    });
    if (isOneUnit && !isOneReadingType) {
      const detail = `${known?.readingType}, ${readingType}`;
      warnings.push(reportWarning("readingTypeNotCarried", path, detail));
    }
    if ((accuracy ?? confidence ?? undefined) === undefined) return;
    warnings.push(reportWarning("accuracyNotCarried", path, { accuracy, confidence }));
  });
  return byType;
}

type Read = Omit<Measurement, "resourceName" | "loadId" | "startAtMs" | "durationMs">;

/** The measurable values of one interval. */
function readInterval(
  version: OpenAdrVersion,
  interval: Interval,
  path: string,
  descriptors: ReadonlyMap<string, Described>,
  warnings: ReportWarning[],
): readonly Read[] {
  const quality = qualityOf(interval);
  return interval.payloads.flatMap(({ type, values }, index) => {
    if (type === "DATA_QUALITY" && quality !== undefined) return [];
    const place = `${path}.payloads[${index}]`;
    const { units, readingType } = descriptors.get(type) ?? {};
    const mapping = mappingOfPayload(type, units);
    if (mapping === undefined) {
      warnings.push(reportWarning("payloadNotKnown", place, `${type} in ${units ?? "no units"}`));
      return [];
    }
    const [value] = values;
    if (values.length !== 1 || typeof value !== "number") {
      warnings.push(reportWarning("valueNotOne", place, values));
      return [];
    }
    const { quantity, role } = mapping;
    const measured = toSmallerUnit(value, perUnitOf(mapping, version));
    if (!Number.isFinite(measured)) {
      warnings.push(reportWarning("valueNotFinite", place, String(value)));
      return [];
    }
    if (!isValueOf(mapping, version, value)) {
      warnings.push(reportWarning("valueOutOfRange", place, `${type} ${value}`));
    }
    return [
      {
        quantity,
        role,
        value: measured,
        ...(readingType === undefined ? {} : { readingType }),
        ...(quality === undefined ? {} : { quality }),
      },
    ];
  });
}

/** What `DATA_QUALITY` says of its one companion; `undefined` where it says nothing that is known. */
function qualityOf({ payloads }: Interval): DataQuality | undefined {
  const said = payloads.find(({ type }) => type === "DATA_QUALITY")?.values;
  if (said?.length !== 1 || payloads.length !== 2) return undefined;
  const [quality] = said;
  return typeof quality === "string" && Object.hasOwn(DATA_QUALITIES, quality)
    ? (quality as DataQuality)
    : undefined;
}
