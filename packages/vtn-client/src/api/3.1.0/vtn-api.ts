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
import { type ObjectCollection, objectCollection } from "../object-collection.ts";
import { type ReportCollection, reportCollection } from "../report-collection.ts";
import { type MqttTopics, mqttTopics } from "./mqtt-topics.ts";
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
    programs: objectCollection(call, "/programs", programSchema),
    events: objectCollection(call, "/events", eventSchema),
    reports: reportCollection(call, reportSchema),
    subscriptions: objectCollection(call, "/subscriptions", subscriptionSchema),
    vens: objectCollection(call, "/vens", venSchema),
    resources: objectCollection(call, "/resources", resourceSchema),
    auth: {
      server: async (options) =>
        call.value({ method: "GET", path: "/auth/server" }, authServerInfoSchema, options),
    },
    notifiers: async (options) =>
      call.value({ method: "GET", path: "/notifiers" }, notifiersResponseSchema, options),
    mqttTopics: mqttTopics(call),
  };
}
