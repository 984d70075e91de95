import {
  type Event,
  type EventRequest,
  eventSchema,
  type Program,
  type ProgramRequest,
  programSchema,
  type Report,
  type ReportRequest,
  type Resource,
  type ResourceRequest,
  reportSchema,
  resourceSchema,
  type Subscription,
  type SubscriptionRequest,
  subscriptionSchema,
  type Ven,
  type VenRequest,
  venSchema,
} from "@ven/openadr-schema/3.0.1";
import type { ApiCall } from "../api-call.ts";
import { checkObjectId } from "../check-object-id.ts";
import { type ObjectCollection, StoredObjects } from "../object-collection.ts";
import { type ReportCollection, StoredReports } from "../report-collection.ts";
import type {
  EventQuery,
  ProgramQuery,
  ReportQuery,
  ResourceQuery,
  SubscriptionQuery,
  VenQuery,
} from "./queries.ts";

/** What a VTN of OpenADR 3.0.1 offers. */
export interface VtnApi {
  readonly protocol: "3.0.1";
  readonly programs: ObjectCollection<Program, ProgramRequest, ProgramQuery>;
  readonly events: ObjectCollection<Event, EventRequest, EventQuery>;
  readonly reports: ReportCollection<Report, ReportRequest, ReportQuery>;
  readonly subscriptions: ObjectCollection<Subscription, SubscriptionRequest, SubscriptionQuery>;
  readonly vens: ObjectCollection<Ven, VenRequest, VenQuery>;
  /**
   * The resources of one VEN, which 3.0.1 keeps below it.
   *
   * @param venID - the id that the VTN gave the VEN
   * @throws {InvalidValueError} if it is none that a VTN can have given
   */
  resources(venID: string): ObjectCollection<Resource, ResourceRequest, ResourceQuery>;
}

/** Makes the interface to a VTN of OpenADR 3.0.1. */
export function vtnApi301(call: ApiCall): VtnApi {
  return {
    protocol: "3.0.1",
    programs: new StoredObjects(call, "/programs", programSchema),
    events: new StoredObjects(call, "/events", eventSchema),
    reports: new StoredReports(call, reportSchema),
    subscriptions: new StoredObjects(call, "/subscriptions", subscriptionSchema),
    vens: new StoredObjects(call, "/vens", venSchema),
    resources: (venID) =>
      new StoredObjects(call, `/vens/${checkObjectId("venID", venID)}/resources`, resourceSchema),
  };
}
