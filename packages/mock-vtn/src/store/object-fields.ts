import type { Interval, IntervalPeriod, ObjectOperation } from "@ven/openadr-schema/3.1.0";

/**
 * What a VTN itself reads of a program. As with all that follows, it is the same in 3.0.1 and 3.1.0,
 * but for the shape of targets.
 */
export interface ProgramFields {
  readonly programName: string;
  readonly targets?: unknown;
}

/** What a VTN itself reads of an event. */
export interface EventFields {
  readonly programID: string;
  readonly targets?: unknown;
  readonly duration?: string;
  readonly intervalPeriod?: IntervalPeriod;
  readonly intervals?: readonly Interval[];
}

/** What a VTN itself reads of a report. */
export interface ReportFields {
  readonly eventID: string;
  /** Of 3.0.1 alone. */
  readonly programID?: string;
  readonly clientName: string;
  readonly reportName?: string | null;
}

/** What a VTN itself reads of a subscription. */
export interface SubscriptionFields {
  readonly clientName: string;
  readonly programID?: string;
  readonly objectOperations: readonly ObjectOperation[];
  readonly targets?: unknown;
}

/** What a VTN itself reads of a VEN. */
export interface VenFields {
  readonly venName: string;
  readonly targets?: unknown;
}

/** What a VTN itself reads of a resource. */
export interface ResourceFields {
  readonly resourceName: string;
  readonly venID: string;
  readonly targets?: unknown;
}
