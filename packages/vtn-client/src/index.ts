export type {
  EventQuery as EventQuery301,
  ProgramQuery as ProgramQuery301,
  ReportQuery as ReportQuery301,
  ResourceQuery as ResourceQuery301,
  SubscriptionQuery as SubscriptionQuery301,
  TargetQuery as TargetQuery301,
  VenQuery as VenQuery301,
} from "./api/3.0.1/queries.ts";
export type { VtnApi as VtnApi301 } from "./api/3.0.1/vtn-api.ts";
export type { MqttTopics } from "./api/3.1.0/mqtt-topics.ts";
export type {
  EventQuery as EventQuery310,
  ProgramQuery as ProgramQuery310,
  ReportQuery as ReportQuery310,
  ResourceQuery as ResourceQuery310,
  SubscriptionQuery as SubscriptionQuery310,
  TargetQuery as TargetQuery310,
  VenQuery as VenQuery310,
} from "./api/3.1.0/queries.ts";
export type { VtnApi as VtnApi310 } from "./api/3.1.0/vtn-api.ts";
export type { ApiCallOptions } from "./api/api-call.ts";
export { VTN_CLIENT_LOG } from "./api/api-log.ts";
export type { ObjectCollection, Stored } from "./api/object-collection.ts";
export type { ReportCollection, ReportPage } from "./api/report-collection.ts";
export type { SearchOptions } from "./api/search-pages.ts";
export type { VtnClient, VtnConnection } from "./api/vtn-client.ts";
export { VTN_AUTH_LOG } from "./auth/auth-log.ts";
export { authenticatedExchange } from "./auth/authenticated-exchange.ts";
export type { SharedHttp } from "./auth/open-connection.ts";
export type { BearerAuth, ClientCredentialsAuth, NoAuth, VtnAuth } from "./auth/vtn-auth.ts";
export {
  createVtnClient,
  type VtnClientIdentity,
  type VtnClientOptions,
} from "./create-vtn-client.ts";
export { type EnsuredProgram, ensureProgram } from "./ensure/ensure-program.ts";
export {
  type EnsureEventOptions,
  ensureReportOnlyEvent,
  type WantedReportOnlyEvent,
} from "./ensure/ensure-report-only-event.ts";
export { ensureResource } from "./ensure/ensure-resource.ts";
export { ensureResources, type ResourceOutcome } from "./ensure/ensure-resources.ts";
export { type EnsuredVen, ensureVen, type WantedVen } from "./ensure/ensure-ven.ts";
export type { Ensured } from "./ensure/find-or-create.ts";
export {
  type EnsuredEvent,
  type FindEventOptions,
  findReportOnlyEvent,
  type ReportOnlyEventKey,
} from "./ensure/find-report-only-event.ts";
export type { EnsuredResource, WantedResource } from "./ensure/resources-of-ven.ts";
export { isOneVenPerClientError, OneVenPerClientError } from "./errors/one-ven-per-client-error.ts";
export { isSearchLimitError, SearchLimitError } from "./errors/search-limit-error.ts";
export { isVenNameTakenError, VenNameTakenError } from "./errors/ven-name-taken-error.ts";
export { isVtnAnswerError, VtnAnswerError } from "./errors/vtn-answer-error.ts";
export { isVtnAuthError, VtnAuthError } from "./errors/vtn-auth-error.ts";
export { isVtnCircuitOpenError, VtnCircuitOpenError } from "./errors/vtn-circuit-open-error.ts";
export { isVtnProblemError, VtnProblemError } from "./errors/vtn-problem-error.ts";
export { isVtnUnreachableError, VtnUnreachableError } from "./errors/vtn-unreachable-error.ts";
export type { AxiosInterceptors } from "./http/axios-transport.ts";
export { VTN_HTTP_LOG } from "./http/http-log.ts";
export type { TimeLimitOptions } from "./http/time-limits.ts";
export type { VtnTlsOptions } from "./http/tls-options.ts";
export { VtnHttp } from "./http/vtn-http.ts";
export type { VtnHttpOptions } from "./http/vtn-http-options.ts";
export type {
  QueryValue,
  RequestOptions,
  VtnAnswer,
  VtnExchange,
  VtnRequest,
} from "./http/vtn-request.ts";
export type { CircuitPhase } from "./resilience/circuit-breaker.ts";
export type { ReportOutcome } from "./ven/report-outcome.ts";
export type {
  ResourceRegistration,
  ResourceRegistrationInput,
} from "./ven/resource-registration.ts";
export { VenClient } from "./ven/ven-client.ts";
export { VEN_CLIENT_LOG } from "./ven/ven-client-log.ts";
export type {
  MeterDataReport,
  VenClientOptions,
  VenIdentity,
} from "./ven/ven-client-options.ts";
export type { VenRegistration } from "./ven/ven-registration.ts";
