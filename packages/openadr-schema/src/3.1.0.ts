export { API_OPERATIONS, type OperationId } from "./3.1.0/api-operations.ts";
export { type AuthServerInfo, authServerInfoSchema } from "./3.1.0/auth-server-info.ts";
export { type Event, type EventRequest, eventRequestSchema, eventSchema } from "./3.1.0/event.ts";
export {
  type EventPayloadDescriptor,
  eventPayloadDescriptorSchema,
} from "./3.1.0/event-payload-descriptor.ts";
export { type Interval, intervalSchema } from "./3.1.0/interval.ts";
export { type IntervalPeriod, intervalPeriodSchema } from "./3.1.0/interval-period.ts";
export {
  type MqttNotifierAuthentication,
  type MqttNotifierBinding,
  mqttNotifierBindingSchema,
} from "./3.1.0/mqtt-notifier-binding.ts";
export { type Notification, notificationSchema } from "./3.1.0/notification.ts";
export {
  type NotifierOperationsTopics,
  type NotifierTopicsResponse,
  notifierTopicsResponseSchema,
} from "./3.1.0/notifier-topics-response.ts";
export { type NotifiersResponse, notifiersResponseSchema } from "./3.1.0/notifiers-response.ts";
export { type ObjectMetadata, objectMetadataSchema } from "./3.1.0/object-metadata.ts";
export { type ObjectOperation, objectOperationSchema } from "./3.1.0/object-operation.ts";
export { OBJECT_TYPES, type ObjectType, objectTypeSchema } from "./3.1.0/object-type.ts";
export {
  NOTIFICATION_OPERATIONS,
  type NotificationOperation,
  notificationOperationSchema,
  OPERATIONS,
  type Operation,
  operationSchema,
} from "./3.1.0/operation.ts";
export { type Point, pointSchema } from "./3.1.0/point.ts";
export { type Problem, problemSchema } from "./3.1.0/problem.ts";
export {
  type Program,
  type ProgramRequest,
  programRequestSchema,
  programSchema,
} from "./3.1.0/program.ts";
export {
  type Report,
  type ReportRequest,
  reportRequestSchema,
  reportSchema,
} from "./3.1.0/report.ts";
export { type ReportDescriptor, reportDescriptorSchema } from "./3.1.0/report-descriptor.ts";
export {
  type ReportPayloadDescriptor,
  reportPayloadDescriptorSchema,
} from "./3.1.0/report-payload-descriptor.ts";
export { type ReportResource, reportResourceSchema } from "./3.1.0/report-resource.ts";
export {
  type BlResourceRequest,
  blResourceRequestSchema,
  type Resource,
  type ResourceRequest,
  resourceRequestSchema,
  resourceSchema,
  type VenResourceRequest,
  venResourceRequestSchema,
} from "./3.1.0/resource.ts";
export {
  type Subscription,
  type SubscriptionRequest,
  subscriptionRequestSchema,
  subscriptionSchema,
} from "./3.1.0/subscription.ts";
export { type Target, targetSchema } from "./3.1.0/target.ts";
export { TOKEN_ERRORS, type TokenError, tokenErrorSchema } from "./3.1.0/token-error.ts";
export { type TokenRequest, tokenRequestSchema } from "./3.1.0/token-request.ts";
export { type TokenResponse, tokenResponseSchema } from "./3.1.0/token-response.ts";
export { type Value, type ValuesMap, valuesMapSchema } from "./3.1.0/values-map.ts";
export {
  type BlVenRequest,
  blVenRequestSchema,
  type Ven,
  type VenRequest,
  type VenVenRequest,
  venRequestSchema,
  venSchema,
  venVenRequestSchema,
} from "./3.1.0/ven.ts";
