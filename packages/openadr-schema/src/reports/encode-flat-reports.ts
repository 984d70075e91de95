import { flatReportOf } from "../flat/encode-flat-report.ts";
import type { FlatReport } from "../flat/flat-report.ts";
import { isReportableTime } from "../time/is-reportable-time.ts";
import { checkMeasurementKind } from "./check-measurement-kind.ts";
import { toLargerUnit } from "./convert-units.ts";
import { durationOfMs } from "./duration-of-ms.ts";
import { FLAT_QUANTITIES } from "./flat-quantities.ts";
import { isReportableDuration } from "./is-reportable-duration.ts";
import type { Measurement } from "./measurement.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/** What every flat report of one VEN says besides its value. */
export interface FlatEnvelope {
  /** Local name of the VEN, such as `Herning`. */
  readonly venName: string;
  /** The id that the VTN gave the VEN at registration. */
  readonly vtnVenId: string;
  readonly programId?: string;
  /** Ends `start` with `Z`. @defaultValue false */
  readonly zoned?: boolean;
}

/** Flat reports, and what could not be carried over into them. */
export interface EncodedFlatReports {
  /** One per measurement that was not left out, in their order. */
  readonly reports: readonly FlatReport[];
  readonly warnings: readonly ReportWarning[];
}

/**
 * Makes the flat reports of measurements, one of each.
 *
 * @throws {InvalidValueError} if the envelope breaks a rule of the dialect, or a measurement has a
 *   quantity, role or quality that there is not
 */
export function encodeFlatReports(
  envelope: FlatEnvelope,
  measurements: readonly Measurement[],
): EncodedFlatReports {
  const warnings: ReportWarning[] = [];
  const reports = measurements.flatMap((measurement, index) => {
    const path = `measurements[${index}]`;
    checkMeasurementKind(measurement, path);
    if (!isCarried(measurement, path, warnings)) return [];
    const { quantity, role, value, startAtMs, durationMs } = measurement;
    const { readingType, perUnit } = FLAT_QUANTITIES[quantity];
    const { resourceName, resourceId, loadId } = measurement;
    return flatReportOf({
      ...envelope,
      resourceName,
      timestampMs: startAtMs,
      value: toLargerUnit(value, perUnit),
      reportType: role,
      readingType,
      ...(resourceId === undefined ? {} : { resourceId }),
      ...(loadId === undefined ? {} : { loadId }),
      ...(durationMs === undefined ? {} : { duration: durationOfMs(durationMs) }),
    });
  });
  return { reports, warnings };
}

/** Tells what the dialect drops of a measurement, and whether it carries the rest. */
function isCarried(measurement: Measurement, path: string, warnings: ReportWarning[]): boolean {
  const { value, startAtMs, durationMs, readingType, quality } = measurement;
  const { resourceName, loadId, resourceId } = measurement;
  const warn = (kind: ReportWarning["kind"], detail: unknown) => {
    warnings.push(reportWarning(kind, path, detail));
    return false;
  };
  if (!Number.isFinite(value)) return warn("valueNotFinite", String(value));
  if (!isReportableTime(startAtMs)) return warn("timeOutOfRange", String(startAtMs));
  if (!isReportableDuration(startAtMs, durationMs)) {
    return warn("durationOutOfRange", String(durationMs));
  }
  const wrongName = [resourceName, loadId, resourceId].find((name) => !isName(name));
  if (wrongName !== undefined) return warn("nameNotCarried", wrongName);
  if (startAtMs % 1_000 !== 0) warn("startCut", String(startAtMs));
  if (readingType !== undefined && readingType !== "DIRECT_READ") {
    warn("readingTypeNotCarried", readingType);
  }
  if (quality !== undefined) warn("qualityNotCarried", quality);
  return true;
}

function isName(text: string | undefined): boolean {
  return text === undefined || (text.length >= 1 && text.length <= 128);
}
