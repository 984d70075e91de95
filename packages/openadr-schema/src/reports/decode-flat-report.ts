import { isInvalidValueError } from "@ven/core";
import type { FlatReport } from "../flat/flat-report.ts";
import { addDuration } from "../time/add-duration.ts";
import { parseDateTime } from "../time/date-time.ts";
import type { DecodedMeasurements } from "./decode-report.ts";
import { FLAT_QUANTITIES, QUANTITIES_OF_FLAT } from "./flat-quantities.ts";
import type { Measurement } from "./measurement.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/**
 * Reads the measurements out of a report of the flat dialect, as `encodeFlatReports` writes them: one,
 * or one per interval, each following the one before.
 *
 * Who reports (`ven_id`, `client_name`, `program_id`) and `report_name` stay in the report: they belong
 * to the envelope of the next format.
 *
 * @returns the measurements, without what `warnings` names as left out
 */
export function decodeFlatReport(report: FlatReport): DecodedMeasurements {
  const warnings: ReportWarning[] = [];
  const { resources = [], intervals = [], resource_id: resourceId } = report;
  const [resource] = resources;
  if (resource === undefined || resources.length > 1) {
    warnings.push(reportWarning("nameNotCarried", "resources", resources));
    return { measurements: [], warnings };
  }
  const quantity = QUANTITIES_OF_FLAT.get(report.reading_type);
  if (quantity === undefined) {
    warnings.push(reportWarning("payloadNotKnown", "reading_type", report.reading_type));
    return { measurements: [], warnings };
  }
  const span = spanOf(report, warnings);
  if (span === undefined) return { measurements: [], warnings };
  const measurements = intervals.flatMap(({ payloads }, position) =>
    payloads.flatMap(({ values }, index): readonly Measurement[] => {
      const [value] = values;
      if (values.length !== 1 || typeof value !== "number") {
        const path = `intervals[${position}].payloads[${index}]`;
        warnings.push(reportWarning("valueNotOne", path, values));
        return [];
      }
      const { startAtMs, durationMs } = span;
      return [
        {
          resourceName: resource.resource_name,
          ...(report.load_component === undefined ? {} : { loadId: report.load_component }),
          ...(resourceId === undefined ? {} : { resourceId }),
          quantity,
          role: report.report_type,
          startAtMs: startAtMs + position * (durationMs ?? 0),
          ...(durationMs === undefined ? {} : { durationMs }),
          value: value * FLAT_QUANTITIES[quantity].perUnit,
        },
      ];
    }),
  );
  return { measurements, warnings };
}

function spanOf(
  { start, duration }: FlatReport,
  warnings: ReportWarning[],
): { readonly startAtMs: number; readonly durationMs?: number } | undefined {
  try {
    // Without a zone it is UTC.
    const startAtMs = start && parseDateTime(start.endsWith("Z") ? start : `${start}Z`);
    if (typeof startAtMs !== "number") {
      warnings.push(reportWarning("noStart", "start", start ?? "no start"));
      return undefined;
    }
    if (duration === undefined) return { startAtMs };
    const durationMs = addDuration(startAtMs, duration) - startAtMs;
    if (Number.isFinite(durationMs)) return { startAtMs, durationMs };
    warnings.push(reportWarning("endless", "duration", duration));
    return { startAtMs };
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    warnings.push(reportWarning("noStart", "start", error.message));
    return undefined;
  }
}
