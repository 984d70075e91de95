import type { TickReport, VenTickReport } from "./tick-report.ts";

/** The counts of a tick: the sums of its VENs'. */
export function sumVenReports(
  vens: readonly VenTickReport[],
): Omit<TickReport, "index" | "startedAtMs" | "durationMs" | "vens"> {
  const sum = (count: (ven: VenTickReport) => number) =>
    vens.reduce((total, ven) => total + count(ven), 0);
  return {
    resourceCount: sum((ven) => ven.resourceCount),
    readingCount: sum((ven) => ven.readingCount),
    reportCount: sum((ven) => ven.reportCount),
    sentCount: sum((ven) => ven.sentCount),
    failedCount: sum((ven) => ven.failedCount),
    waitingCount: sum((ven) => ven.waitingCount),
    missingCount: sum((ven) => ven.missingCount),
  };
}
