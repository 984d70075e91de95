import {
  type AuthServerInfo,
  authServerInfoSchema,
  type Event,
  type EventRequest,
  eventSchema,
  type NotifiersResponse,
  notifiersResponseSchema,
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
} from "@ven/openadr-schema/3.1.0";
import type { RequestOptions } from "../../http/vtn-request.ts";
import type { ApiCall } from "../api-call.ts";
import { type ObjectCollection, StoredObjects } from "../object-collection.ts";
import { type ReportCollection, StoredReports } from "../report-collection.ts";
import { type MqttTopics, ReadTopics } from "./mqtt-topics.ts";
import type {
  EventQuery,
  ProgramQuery,
  ReportQuery,
  ResourceQuery,
  SubscriptionQuery,
  VenQuery,
} from "./queries.ts";

/** What a VTN of OpenADR 3.1.0 offers. */
export interface VtnApi {
  readonly protocol: "3.1.0";
  readonly programs: ObjectCollection<Program, ProgramRequest, ProgramQuery>;
  readonly events: ObjectCollection<Event, EventRequest, EventQuery>;
  readonly reports: ReportCollection<Report, ReportRequest, ReportQuery>;
  readonly subscriptions: ObjectCollection<Subscription, SubscriptionRequest, SubscriptionQuery>;
  readonly vens: ObjectCollection<Ven, VenRequest, VenQuery>;
  readonly resources: ObjectCollection<Resource, ResourceRequest, ResourceQuery>;
  readonly auth: {
    /** Where tokens come from. */
    server(options?: RequestOptions): Promise<AuthServerInfo>;
  };
  /** The ways of notification that the VTN offers. */
  notifiers(options?: RequestOptions): Promise<NotifiersResponse>;
  readonly mqttTopics: MqttTopics;
}

/** Makes the interface to a VTN of OpenADR 3.1.0. */
export function vtnApi310(call: ApiCall): VtnApi {
  return {
    protocol: "3.1.0",
    programs: new StoredObjects(call, "/programs", programSchema),
    events: new StoredObjects(call, "/events", eventSchema),
    reports: new StoredReports(call, reportSchema),
    subscriptions: new StoredObjects(call, "/subscriptions", subscriptionSchema),
    vens: new StoredObjects(call, "/vens", venSchema),
    resources: new StoredObjects(call, "/resources", resourceSchema),
    auth: {
      server: async (options) =>
        call.value({ method: "GET", path: "/auth/server" }, authServerInfoSchema, options),
    },
    notifiers: async (options) =>
      call.value({ method: "GET", path: "/notifiers" }, notifiersResponseSchema, options),
    mqttTopics: new ReadTopics(call),
  };
}
