import type { ObjectType, Target } from "@ven/openadr-schema/3.1.0";

/** Picks objects by their targets. */
export interface TargetQuery {
  readonly targets?: readonly Target[];
}

/** What `GET /programs` filters by. OpenADR 3.1.0. */
export interface ProgramQuery extends TargetQuery {}

/** What `GET /reports` filters by. OpenADR 3.1.0. */
export interface ReportQuery {
  readonly programID?: string;
  readonly eventID?: string;
  readonly clientName?: string;
}

/** What `GET /events` filters by. OpenADR 3.1.0. */
export interface EventQuery extends TargetQuery {
  readonly programID?: string;
  /** `true`: leave out the events that are over. */
  readonly active?: boolean;
}

/** What `GET /subscriptions` filters by. OpenADR 3.1.0. */
export interface SubscriptionQuery {
  readonly programID?: string;
  readonly clientName?: string;
  readonly objects?: readonly ObjectType[];
}

/** What `GET /vens` filters by. OpenADR 3.1.0. */
export interface VenQuery extends TargetQuery {
  readonly venName?: string;
}

/** What `GET /resources` filters by. OpenADR 3.1.0. */
export interface ResourceQuery extends TargetQuery {
  readonly resourceName?: string;
  readonly venID?: string;
}
