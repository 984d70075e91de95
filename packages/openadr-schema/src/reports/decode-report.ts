import { isInvalidValueError } from "@ven/core";
import type { Report as Report301, ReportRequest as ReportRequest301 } from "../3.0.1/report.ts";
import type { ReportPayloadDescriptor } from "../3.0.1/report-payload-descriptor.ts";
import type { Interval } from "../3.1.0/interval.ts";
import type { Report as Report310, ReportRequest as ReportRequest310 } from "../3.1.0/report.ts";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import { DATA_QUALITIES, type DataQuality } from "../enumerations/data-qualities.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { addDuration } from "../time/add-duration.ts";
import { parseDateTime } from "../time/date-time.ts";
import type { Measurement } from "./measurement.ts";
import { mappingOfPayload, perUnitOf } from "./payload-mapping.ts";
import { siteAndLoadOf } from "./report-resource-name.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/** What reports say, and what of it has no place in a measurement. */
export interface DecodedMeasurements {
  readonly measurements: readonly Measurement[];
  readonly warnings: readonly ReportWarning[];
}

/** A period with what it has taken from its resource or from the interval before. */
interface Span {
  readonly startAtMs: number;
  /** Left out where it is not said. */
  readonly durationMs?: number;
}

/**
 * Reads the measurements out of a report of OpenADR 3.0.1 or 3.1.0, as `encodeReports` writes them.
 *
 * A resource's name is taken apart at its last `/` into site and load. An interval takes what it does
 * not say from its resource; one without a start follows the one before.
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
    let before: Span | undefined;
    return resource.intervals.flatMap((interval, position) => {
      const place = `${path}.intervals[${position}]`;
      const span = spanOf(interval, resource, before, place, warnings);
      before = span;
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

function descriptorsByType(
  descriptors: readonly ReportPayloadDescriptor[],
  warnings: ReportWarning[],
): ReadonlyMap<string, ReportPayloadDescriptor> {
  const byType = new Map<string, ReportPayloadDescriptor>();
  descriptors.forEach((descriptor, index) => {
    const { payloadType, units, accuracy, confidence } = descriptor;
    const known = byType.get(payloadType);
    // Of two units, nothing says which one a value is in.
    const isClear = known === undefined || known.units === units;
    byType.set(payloadType, isClear ? descriptor : { payloadType, units: "several units" });
    if ((accuracy ?? confidence ?? undefined) === undefined) return;
    const path = `payloadDescriptors[${index}]`;
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
  descriptors: ReadonlyMap<string, ReportPayloadDescriptor>,
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
    return [
      {
        quantity,
        role,
        value: value * perUnitOf(mapping, version),
        ...(typeof readingType === "string" ? { readingType } : {}),
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

/** When an interval is. */
function spanOf(
  { intervalPeriod: own }: Interval,
  { intervalPeriod: common }: { readonly intervalPeriod?: Interval["intervalPeriod"] },
  before: Span | undefined,
  path: string,
  warnings: ReportWarning[],
): Span | undefined {
  try {
    const start = own?.start ?? (before === undefined ? common?.start : undefined);
    const startAtMs =
      start === undefined
        ? before && before.startAtMs + (before.durationMs ?? 0)
        : parseDateTime(start);
    if (typeof startAtMs !== "number") {
      warnings.push(reportWarning("noStart", path, start ?? "no start"));
      return undefined;
    }
    const duration = own?.duration ?? common?.duration;
    if (duration === undefined) return { startAtMs };
    const durationMs = addDuration(startAtMs, duration) - startAtMs;
    if (Number.isFinite(durationMs)) return { startAtMs, durationMs };
    warnings.push(reportWarning("endless", path, duration));
    return { startAtMs };
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    warnings.push(reportWarning("noStart", path, error.message));
    return undefined;
  }
}
