import { isReportableTime } from "../time/is-reportable-time.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/**
 * Whether a report can carry a row of columns.
 *
 * @param hasName - whether its load has a name on the wire
 */
export function isCarried(hasName: boolean, atMs: number, valueW: number): boolean {
  return hasName && Number.isFinite(valueW) && isReportableTime(atMs);
}

/** Tells why a row is not carried, unless it is missing (`NaN`). */
export function warnOfRow(
  warnings: ReportWarning[],
  path: string,
  hasName: boolean,
  atMs: number,
  valueW: number,
): void {
  if (Number.isNaN(valueW)) return;
  if (!Number.isFinite(valueW)) {
    warnings.push(reportWarning("valueNotFinite", path, String(valueW)));
  } else if (!hasName) {
    warnings.push(reportWarning("nameNotCarried", path, "<site>/<load>"));
  } else {
    warnings.push(reportWarning("timeOutOfRange", path, String(atMs)));
  }
}
