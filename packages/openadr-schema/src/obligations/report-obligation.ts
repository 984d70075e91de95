import type { AGGREGATED_REPORT } from "../enumerations/report-payload-types.ts";
import type { DescriptorOf, ReportIntervals, ReportingEvent } from "./reporting-event.ts";

/** An interval that a report covers. */
export interface ReportInterval {
  /**
   * What the report's interval quotes: the event's id, or for implied intervals their number from the
   * event's start, which the VEN may replace.
   */
  readonly intervalId: number;
  /** Which repetition of the event's intervals this is, from 0. */
  readonly pass: number;
  /** Epoch ms. */
  readonly startAtMs: number;
  readonly endAtMs: number;
}

/** What is the same for all reports of a descriptor. */
export interface AskedReport<Event extends ReportingEvent> {
  readonly event: Event;
  /** Says payload type, reading type, units and targets. */
  readonly descriptor: DescriptorOf<Event>;
  /** Where the descriptor stands in the event's list. */
  readonly descriptorIndex: number;
  /**
   * `INTERVALS`: the report has the intervals listed. `SUB_INTERVALS`: the VEN may divide them, under
   * their ids. `OPEN_INTERVALS`: it chooses its own.
   */
  readonly reportIntervals: ReportIntervals;
  /** The report's only resource, summed over all that are meant; `undefined`: one resource for each. */
  readonly resourceName: typeof AGGREGATED_REPORT | undefined;
}

/** A report that is due at some instant. */
export interface ScheduledReport<Event extends ReportingEvent = ReportingEvent>
  extends AskedReport<Event> {
  readonly kind: "scheduled";
  /** Which of the descriptor's reports this is, from 0. */
  readonly reportIndex: number;
  /** Epoch ms. */
  readonly dueAtMs: number;
  /** Whether that was before `fromAtMs`: send it at once. */
  readonly isOverdue: boolean;
  /** What it covers, at least one, in the order of the event's list. */
  readonly intervals: readonly ReportInterval[];
}

/** A report that the VEN sends when, and over which intervals, it sees fit. */
export interface AdHocReport<Event extends ReportingEvent = ReportingEvent>
  extends AskedReport<Event> {
  readonly kind: "ad-hoc";
}

/** A report that an event asks for. */
export type ReportObligation<Event extends ReportingEvent = ReportingEvent> =
  | ScheduledReport<Event>
  | AdHocReport<Event>;
