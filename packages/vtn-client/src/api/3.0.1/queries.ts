import type { ObjectType } from "@ven/openadr-schema/3.0.1";

/** Picks objects by their targets: those with a target of this type and one of these values. */
export interface TargetQuery {
  /** Such as `GROUP`. */
  readonly targetType?: string;
  readonly targetValues?: readonly string[];
}

/** What `GET /programs` filters by. OpenADR 3.0.1. */
export interface ProgramQuery extends TargetQuery {}

/** What `GET /reports` filters by. OpenADR 3.0.1. */
export interface ReportQuery {
  readonly programID?: string;
  readonly eventID?: string;
  readonly clientName?: string;
}

/** What `GET /events` filters by. OpenADR 3.0.1. */
export interface EventQuery extends TargetQuery {
  readonly programID?: string;
}

/** What `GET /subscriptions` filters by. OpenADR 3.0.1. */
export interface SubscriptionQuery extends TargetQuery {
  readonly programID?: string;
  readonly clientName?: string;
  readonly objects?: readonly ObjectType[];
}

/** What `GET /vens` filters by. OpenADR 3.0.1. */
export interface VenQuery extends TargetQuery {
  readonly venName?: string;
}

/** What `GET /vens/{venID}/resources` filters by. OpenADR 3.0.1. */
export interface ResourceQuery extends TargetQuery {
  readonly resourceName?: string;
}
