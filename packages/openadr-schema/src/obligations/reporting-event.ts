import type { TimedEvent } from "../intervals/timed-event.ts";

/** How free a VEN is in the intervals of its report; see {@link RequestedReport}. */
export type ReportIntervals = "INTERVALS" | "SUB_INTERVALS" | "OPEN_INTERVALS";

/** What is read of a report descriptor: less than 3.0.1 and 3.1.0 have. */
export interface RequestedReport {
  readonly payloadType: string;
  readonly aggregate?: boolean;
  readonly startInterval?: number;
  readonly numIntervals?: number;
  readonly historical?: boolean;
  readonly frequency?: number;
  readonly repeat?: number;
  readonly reportIntervals?: ReportIntervals;
}

/** What is read of an event to tell which reports it asks for. */
export interface ReportingEvent extends TimedEvent {
  readonly reportDescriptors?: readonly RequestedReport[] | null;
}

/** The report descriptor of an event type, as its version has it. */
export type DescriptorOf<Event extends ReportingEvent> = NonNullable<
  Event["reportDescriptors"]
>[number];

/** The payload type of 3.0.1 for intervals that say nothing (User Guide 8.6). */
const NOT_USED = "REQUIRED_BUT_NOT_USED";

/**
 * Whether an event asks for reports and says nothing else: it has no intervals, or only such whose
 * payloads are empty or, in 3.0.1, `REQUIRED_BUT_NOT_USED`.
 *
 * OpenADR 3.1.0 User Guide 7.5, "report-only event"; 3.0.1 User Guide 8.6.
 */
export function isReportOnlyEvent(event: ReportingEvent): boolean {
  const asks = (event.reportDescriptors ?? []).length > 0;
  return asks && (event.intervals ?? []).every(({ payloads }) => payloads.every(isNotUsed));
}

/**
 * Whether an event leaves its intervals to be implied: it has none, or in 3.0.1, which requires them,
 * a single one that is not used.
 */
export function hasNoOwnIntervals(event: TimedEvent): boolean {
  const intervals = event.intervals ?? [];
  const [first] = intervals;
  if (first === undefined) return true;
  const { payloads, intervalPeriod } = first;
  const isPlaceholder = payloads.length > 0 && payloads.every(isNotUsed);
  return intervals.length === 1 && isPlaceholder && intervalPeriod === undefined;
}

function isNotUsed({ type }: { readonly type: string }): boolean {
  return type === NOT_USED;
}
