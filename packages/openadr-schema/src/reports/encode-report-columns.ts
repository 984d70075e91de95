import type { ReadingColumns, ReadingLayout } from "@ven/core";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { formatDateTime } from "../time/date-time.ts";
import { isReportableTime } from "../time/is-reportable-time.ts";
import { toLargerUnit } from "./convert-units.ts";
import { envelopeProperties, type ReportEnvelope } from "./report-envelope.ts";
import { reportResourceName } from "./report-resource-name.ts";
import { type ReportWarning, reportWarning } from "./report-warning.ts";

/** What a report says besides its values, and the values as columns. */
export type ReportColumns<Version extends OpenAdrVersion> = ReportEnvelope<Version> & {
  readonly columns: ReadingColumns;
  /** Which rows to report. @defaultValue all */
  readonly rows?: Uint32Array;
};

/** A report as JSON. */
export interface EncodedReport {
  /** The body of `POST /reports`. */
  readonly body: string;
  /** How many readings are in it. */
  readonly readingCount: number;
  /** One per row that was left out; `path` is `rows[<row>]`. */
  readonly warnings: readonly ReportWarning[];
}

/** What all readings of these columns are: instantaneous power. */
const DESCRIPTORS = JSON.stringify([
  {
    objectType: "REPORT_PAYLOAD_DESCRIPTOR",
    payloadType: "READING",
    readingType: "DIRECT_READ",
    units: "KW",
  },
]);

/** Per layout and row: `{"resourceName":"<site>/<load>",...` up to the start; "" where there is no such name. */
const headsOfLayouts = new WeakMap<ReadingLayout, readonly string[]>();

/**
 * The JSON of a report of instantaneous power, straight from columns: the same report that
 * `encodeReports` makes of the same readings, without an object per reading.
 *
 * The fast path: what a row says of its load is written once per layout and kept.
 *
 * @returns the body, without the rows that are missing (`NaN`) or that `warnings` names
 */
export function encodeReportColumns<Version extends OpenAdrVersion>(
  version: Version,
  report: ReportColumns<Version>,
): EncodedReport {
  checkOpenAdrVersion(version);
  const { columns, rows } = report as ReportColumns<OpenAdrVersion>;
  const { layout, timestampMs, powerW } = columns;
  const heads = headsOf(layout);
  const warnings: ReportWarning[] = [];
  const rowCount = rows?.length ?? layout.rowCount;
  let resources = "";
  let readingCount = 0;
  let startAtMs = Number.NaN;
  let start = "";
  for (let position = 0; position < rowCount; position += 1) {
    const row = rows === undefined ? position : (rows[position] ?? -1);
    const atMs = timestampMs[row] ?? Number.NaN;
    const valueW = powerW[row] ?? Number.NaN;
    const head = heads[row] ?? "";
    const fault = faultOf(head, atMs, valueW);
    if (fault !== undefined) {
      if (!Number.isNaN(valueW)) warnings.push(reportWarning(fault.kind, `rows[${row}]`, fault.of));
      continue;
    }
    // Readings of a tick share their instant.
    if (atMs !== startAtMs) {
      startAtMs = atMs;
      start = formatDateTime(atMs);
    }
    resources += `${readingCount === 0 ? "" : ","}${head}${start}","duration":"PT0S"},"intervals":[{"id":0,"payloads":[{"type":"READING","values":[${toLargerUnit(valueW, 1_000)}]}]}]}`;
    readingCount += 1;
  }
  const envelope = JSON.stringify(envelopeProperties(version, report as ReportEnvelope));
  const body = `${envelope.slice(0, -1)},"payloadDescriptors":${DESCRIPTORS},"resources":[${resources}]}`;
  return { body, readingCount, warnings };
}

function faultOf(
  head: string,
  atMs: number,
  valueW: number,
): { readonly kind: ReportWarning["kind"]; readonly of: string } | undefined {
  if (!Number.isFinite(valueW)) return { kind: "valueNotFinite", of: String(valueW) };
  if (head === "") return { kind: "nameNotCarried", of: "<site>/<load>" };
  return isReportableTime(atMs) ? undefined : { kind: "timeOutOfRange", of: String(atMs) };
}

function headsOf(layout: ReadingLayout): readonly string[] {
  const known = headsOfLayouts.get(layout);
  if (known !== undefined) return known;
  const heads = Array.from({ length: layout.rowCount }, (_, row) => {
    const resource = layout.resources[layout.resourceIndex[row] ?? -1];
    const loadId = layout.loadIds[layout.loadIndex[row] ?? -1];
    if (resource === undefined || loadId === undefined) return "";
    const name = reportResourceName({ resourceName: resource.name, loadId });
    if (name === undefined) return "";
    return `{"resourceName":${JSON.stringify(name)},"intervalPeriod":{"start":"`;
  });
  headsOfLayouts.set(layout, heads);
  return heads;
}
