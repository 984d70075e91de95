import { isInvalidValueError } from "@ven/core";
import type { FlatReport } from "../flat/flat-report.ts";
import { lengthFrom } from "../intervals/place-intervals.ts";
import { addSpan } from "../time/add-duration.ts";
import { type CalendarSpan, timesSpan } from "../time/calendar-span.ts";
import { parseDateTime } from "../time/date-time.ts";
import { toSmallerUnit } from "./convert-units.ts";
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
  const period = periodOf(report, warnings);
  if (period === undefined) return { measurements: [], warnings };
  const measurements = intervals.flatMap(({ payloads }, position) => {
    const span = spanAt(period, position);
    if (span === undefined) {
      const detail = "follows what never ends";
      warnings.push(reportWarning("noStart", `intervals[${position}]`, detail));
      return [];
    }
    return payloads.flatMap(({ values }, index): readonly Measurement[] => {
      const path = `intervals[${position}].payloads[${index}]`;
      const [value] = values;
      if (values.length !== 1 || typeof value !== "number") {
        warnings.push(reportWarning("valueNotOne", path, values));
        return [];
      }
      const measured = toSmallerUnit(value, FLAT_QUANTITIES[quantity].perUnit);
      if (!Number.isFinite(measured)) {
        warnings.push(reportWarning("valueNotFinite", path, String(value)));
        return [];
      }
      return [
        {
          resourceName: resource.resource_name,
          ...(report.load_component === undefined ? {} : { loadId: report.load_component }),
          ...(resourceId === undefined ? {} : { resourceId }),
          quantity,
          role: report.report_type,
          ...span,
          value: measured,
        },
      ];
    });
  });
  return { measurements, warnings };
}

/** When the first interval begins, and how long each lasts, if that is said. */
interface FlatPeriod {
  readonly startAtMs: number;
  readonly length?: CalendarSpan;
}

function periodOf(
  { start, duration }: FlatReport,
  warnings: ReportWarning[],
): FlatPeriod | undefined {
  try {
    // Without a zone it is UTC.
    const startAtMs = start && parseDateTime(start.endsWith("Z") ? start : `${start}Z`);
    if (typeof startAtMs !== "number") {
      warnings.push(reportWarning("noStart", "start", start ?? "no start"));
      return undefined;
    }
    if (duration === undefined) return { startAtMs };
    const length = lengthFrom(duration, "duration");
    if (!Number.isFinite(addSpan(startAtMs, length, undefined))) {
      warnings.push(reportWarning("endless", "duration", duration));
    }
    return { startAtMs, length };
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    warnings.push(reportWarning("noStart", "start", error.message));
    return undefined;
  }
}

/** When the interval at a position is, as each follows the one before; `undefined`: never. */
function spanAt({ startAtMs: firstAtMs, length }: FlatPeriod, position: number) {
  if (length === undefined) return { startAtMs: firstAtMs };
  const after = (count: number) =>
    count === 0 ? firstAtMs : addSpan(firstAtMs, timesSpan(length, count), undefined);
  const startAtMs = after(position);
  if (!Number.isFinite(startAtMs)) return undefined;
  const durationMs = after(position + 1) - startAtMs;
  return Number.isFinite(durationMs) ? { startAtMs, durationMs } : { startAtMs };
}
