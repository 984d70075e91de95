import { InvalidValueError } from "@ven/core";
import { isVtnProblemError, type VtnClient } from "@ven/vtn-client";
import { hasReadings, type ReportedRows } from "./report-readings.ts";
import { walkReports } from "./walk-reports.ts";

/** A report that the VTN may have. */
export interface ExpectedReport {
  readonly reportName: string;
  /** What it says; asked for when a report of its name is there. */
  readonly readings: () => readonly ReportedRows[];
}

/** What is looked for: any number of reports of one VEN that quote one event. */
export interface LookRequest {
  readonly eventId: string;
  readonly clientName: string;
  readonly expected: readonly ExpectedReport[];
  /** Most requests, 1 or more; each asks for up to 50 reports, or 1 MiB of them. */
  readonly maxPages: number;
}

/** What a look showed. */
export type LookResult =
  | {
      readonly kind: "looked";
      /** The names of those that the VTN has: a report of this name with these readings. */
      readonly found: ReadonlySet<string>;
      /** The names that stand there over other readings alone. */
      readonly foreign: ReadonlySet<string>;
      /** Whether what was not found was not there while it was looked for. */
      readonly isComplete: boolean;
      /** How many requests it took. */
      readonly pageCount: number;
    }
  /** This VTN does not let this client look. */
  | { readonly kind: "notAllowed"; readonly status: number; readonly reason: string };

/** How VTNs refuse to show reports at all. */
const NO_LOOK: ReadonlySet<number> = new Set([403, 404, 405, 501]);

/**
 * Looks which reports a VTN has, after it was left open whether it got them.
 *
 * A VTN shows reports by event and client, not by name, and in pages: {@link walkReports} says what
 * that cannot miss. It ends as soon as all are found. A report that the VTN is only about to store
 * cannot be seen, so let the time pass in which it may.
 *
 * @throws {InvalidValueError} if `maxPages` is below 1
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError} if it does not answer
 * as it should
 */
export async function lookForReports(
  client: VtnClient,
  request: LookRequest,
  options: { readonly signal?: AbortSignal } = {},
): Promise<LookResult> {
  const { eventId, clientName, expected, maxPages } = request;
  if (!(maxPages >= 1)) throw new InvalidValueError("maxPages", maxPages, "give 1 or more");
  const missing = new Map(expected.map((report) => [report.reportName, report]));
  const found = new Set<string>();
  const foreign = new Set<string>();
  const visit = (report: unknown): boolean => {
    const name = (report as { readonly reportName?: unknown } | null)?.reportName;
    const wanted = typeof name === "string" ? missing.get(name) : undefined;
    if (wanted === undefined) return true;
    const { reportName, readings } = wanted;
    if (hasReadings(report, readings())) {
      found.add(reportName);
      foreign.delete(reportName);
      missing.delete(reportName);
    } else foreign.add(reportName);
    return missing.size > 0;
  };
  if (missing.size === 0) return { kind: "looked", found, foreign, isComplete: true, pageCount: 0 };
  // Not by program: in 3.1.0 a report does not hold it, and the event says as much.
  const query = { eventID: eventId, clientName };
  const readPage = (page: { readonly skip: number; readonly limit: number }) =>
    client.reports.readPage(query, page, options);
  try {
    return {
      kind: "looked",
      found,
      foreign,
      ...(await walkReports({ readPage, visit, maxPages })),
    };
  } catch (error) {
    if (!isVtnProblemError(error) || !NO_LOOK.has(error.status)) throw error;
    return { kind: "notAllowed", status: error.status, reason: error.message };
  }
}
