import {
  type ReportingEvent,
  type ReportObligation,
  type ReportObligationsOptions,
  type RequestedReport,
  reportObligations,
} from "@ven/openadr-schema";
import { hours, intervals, START_AT_MS } from "./expand-event.ts";
import { showInstant } from "./show-intervals.ts";

/** One line: `USAGE 0 due 02-10 02:00 covers 0 1`. */
function showObligation(obligation: ReportObligation): string {
  const { payloadType } = obligation.descriptor;
  if (obligation.kind === "ad-hoc") return `${payloadType} ad hoc ${obligation.reportIntervals}`;
  const { reportIndex, dueAtMs, isOverdue, intervals: covered } = obligation;
  const due = `${isOverdue ? "was due" : "due"} ${showInstant(dueAtMs)}`;
  return `${payloadType} ${reportIndex} ${due} covers ${covered.map((one) => one.intervalId).join(" ")}`;
}

/** The lines of what an event of 3.1.0 asks for, read at the examples' day. */
export function showObligations(
  event: ReportingEvent,
  options: Partial<ReportObligationsOptions> = {},
  most = 20,
): readonly string[] {
  const lines: string[] = [];
  const all = { version: "3.1.0", nowAtMs: START_AT_MS, random: () => 0.5, ...options } as const;
  for (const obligation of reportObligations(event, all)) {
    if (lines.push(showObligation(obligation)) === most) break;
  }
  return lines;
}

/** An event of so many hours that asks for one kind of report. */
export function asking(
  count: number,
  descriptor: Partial<RequestedReport>,
  over: Partial<ReportingEvent> = {},
): ReportingEvent {
  return {
    ...hours({ intervals: intervals(...new Array<undefined>(count).fill(undefined)) }),
    reportDescriptors: [{ payloadType: "USAGE", ...descriptor }],
    ...over,
  };
}
