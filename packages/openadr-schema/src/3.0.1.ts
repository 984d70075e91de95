export { API_OPERATIONS, type OperationId } from "./3.0.1/api-operations.ts";
export { type Event, type EventRequest, eventRequestSchema, eventSchema } from "./3.0.1/event.ts";
export {
  type EventPayloadDescriptor,
  eventPayloadDescriptorSchema,
} from "./3.0.1/event-payload-descriptor.ts";
export { type Interval, intervalSchema } from "./3.0.1/interval.ts";
export { type IntervalPeriod, intervalPeriodSchema } from "./3.0.1/interval-period.ts";
export { type Notification, notificationSchema } from "./3.0.1/notification.ts";
export type { ObjectMetadata } from "./3.0.1/object-metadata.ts";
export { type ObjectOperation, objectOperationSchema } from "./3.0.1/object-operation.ts";
export { OBJECT_TYPES, type ObjectType, objectTypeSchema } from "./3.0.1/object-type.ts";
export {
  NOTIFICATION_OPERATIONS,
  type NotificationOperation,
  notificationOperationSchema,
  OPERATIONS,
  type Operation,
  operationSchema,
} from "./3.0.1/operation.ts";
export { type Point, pointSchema } from "./3.0.1/point.ts";
export { type Problem, problemSchema } from "./3.0.1/problem.ts";
export {
  type Program,
  type ProgramRequest,
  programRequestSchema,
  programSchema,
} from "./3.0.1/program.ts";
export {
  type Report,
  type ReportRequest,
  reportRequestSchema,
  reportSchema,
} from "./3.0.1/report.ts";
export { type ReportDescriptor, reportDescriptorSchema } from "./3.0.1/report-descriptor.ts";
export {
  type ReportPayloadDescriptor,
  reportPayloadDescriptorSchema,
} from "./3.0.1/report-payload-descriptor.ts";
export { type ReportResource, reportResourceSchema } from "./3.0.1/report-resource.ts";
export {
  type Resource,
  type ResourceRequest,
  resourceRequestSchema,
  resourceSchema,
} from "./3.0.1/resource.ts";
export {
  type Subscription,
  type SubscriptionRequest,
  subscriptionRequestSchema,
  subscriptionSchema,
} from "./3.0.1/subscription.ts";
export { type Target, targetSchema } from "./3.0.1/target.ts";
export { TOKEN_ERRORS, type TokenError, tokenErrorSchema } from "./3.0.1/token-error.ts";
export { type TokenRequest, tokenRequestSchema } from "./3.0.1/token-request.ts";
export { type TokenResponse, tokenResponseSchema } from "./3.0.1/token-response.ts";
export { type Value, type ValuesMap, valuesMapSchema } from "./3.0.1/values-map.ts";
export { type Ven, type VenRequest, venRequestSchema, venSchema } from "./3.0.1/ven.ts";
