import { InvalidValueError, kilowatts } from "@ven/core";
import { schemaIssues } from "../schema-issues.ts";
import {
  type FlatReadingType,
  type FlatReport,
  type FlatReportType,
  flatReportSchema,
} from "./flat-report.ts";
import { flatStartText } from "./flat-start-text.ts";

/** One reading and everything that its flat report must say. */
export interface FlatReportInput {
  /** Local name of the VEN, such as `Herning`; becomes `client_name` `Client_Herning`. */
  readonly venName: string;
  /** The id that the VTN gave the VEN at registration. */
  readonly vtnVenId: string;
  readonly resourceId: string;
  readonly resourceName: string;
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  /** W; positive = import. Goes out in kW. */
  readonly powerW: number;
  readonly loadId?: string;
  readonly programId?: string;
  /** @defaultValue "usage" */
  readonly reportType?: FlatReportType;
  /** @defaultValue "power" */
  readonly readingType?: FlatReadingType;
  /** Ends `start` with `Z`, which VTNs that insist on a zone want. @defaultValue false */
  readonly zoned?: boolean;
}

/**
 * Makes the flat report of one reading: the exact body that the flat dialect asks for.
 *
 * `report_name` is `<resource name>_<timestamp ms>`; power is `powerW / 1000`, unrounded; `start` is
 * cut to the whole second. The six loads of a resource share one `report_name`.
 *
 * @throws {InvalidValueError} naming the first property that the dialect does not allow
 */
export function encodeFlatReport(input: FlatReportInput): FlatReport {
  const { powerW, reportType = "usage", readingType = "power", ...rest } = input;
  if (!Number.isFinite(powerW)) {
    throw new InvalidValueError("powerW", powerW, "give a finite number of watts");
  }
  const value = kilowatts(powerW);
  return flatReportOf({ ...rest, value, reportType, readingType, duration: "PT0S" });
}

/** One value in the dialect's own units, and what its flat report says besides. */
export interface FlatValue
  extends Omit<FlatReportInput, "powerW" | "resourceId" | "reportType" | "readingType"> {
  /** In kW, kWh, V, Hz or per cent, by `readingType`. */
  readonly value: number;
  readonly reportType: FlatReportType;
  readonly readingType: FlatReadingType;
  readonly resourceId?: string;
  /** ISO 8601; left out if not given. */
  readonly duration?: string;
}

/**
 * Makes the flat report of a value.
 *
 * @throws {InvalidValueError} naming the first property that the dialect does not allow
 */
export function flatReportOf(input: FlatValue): FlatReport {
  const { resourceId, reportType, readingType, duration, zoned = false } = input;
  const report: FlatReport = {
    report_name: `${input.resourceName}_${input.timestampMs}`,
    ven_id: input.vtnVenId,
    ...(resourceId === undefined ? {} : { resource_id: resourceId }),
    client_name: flatClientName(input.venName),
    report_type: reportType,
    reading_type: readingType,
    start: flatStartText(input.timestampMs, { zoned }),
    ...(duration === undefined ? {} : { duration }),
    intervals: [{ id: 0, payloads: [{ type: reportType.toUpperCase(), values: [input.value] }] }],
    resources: [{ resource_name: input.resourceName }],
    ...(input.loadId === undefined ? {} : { load_component: input.loadId }),
    ...(input.programId === undefined ? {} : { program_id: input.programId }),
  };
  const checked = flatReportSchema.safeParse(report);
  if (!checked.success) {
    const [issue] = schemaIssues(checked.error);
    throw new InvalidValueError(`flat report ${issue?.path}`, issue?.value, `${issue?.rule}`);
  }
  return report;
}

/** The `client_name` of a VEN in the flat dialect: `Client_<ven name>`. */
export function flatClientName(venName: string): string {
  return `Client_${venName}`;
}
