export { isVtnAnswerError, VtnAnswerError } from "./errors/vtn-answer-error.ts";
export { isVtnProblemError, VtnProblemError } from "./errors/vtn-problem-error.ts";
export { isVtnUnreachableError, VtnUnreachableError } from "./errors/vtn-unreachable-error.ts";
export { VtnHttp, type VtnHttpOptions } from "./http/vtn-http.ts";
export type { QueryValue, VtnAnswer, VtnExchange, VtnRequest } from "./http/vtn-request.ts";
export type { ReportOutcome } from "./ven/report-outcome.ts";
export type {
  ResourceRegistration,
  ResourceRegistrationInput,
} from "./ven/resource-registration.ts";
export {
  type MeterDataReport,
  type SharedHttp,
  VenClient,
  type VenClientOptions,
  type VenIdentity,
  type VenRegistration,
} from "./ven/ven-client.ts";
export { VEN_CLIENT_LOG } from "./ven/ven-client-log.ts";
