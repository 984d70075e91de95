export type { ClientRole, MockVtnClient } from "./auth/mock-vtn-client.ts";
export { ROLE_SCOPES } from "./auth/role-scopes.ts";
export {
  FAULT_KINDS,
  type Fault,
  type FaultDelay,
  type FaultKind,
  type FaultMoment,
  type FaultyRequest,
} from "./faults/fault.ts";
export type { AddedFault, FaultOperationId, FaultRule } from "./faults/fault-rule.ts";
export type { MockVtnFaults } from "./faults/fault-rules.ts";
export type { FlatStoredReport } from "./flat/flat-report-record.ts";
export type { FlatObjects } from "./look/flat-objects.ts";
export type {
  OpenAdr301Types,
  OpenAdr310Types,
  OpenAdrObjects,
  OpenAdrTypes,
} from "./look/openadr-objects.ts";
export { createMockVtn, type MockVtn } from "./mock-vtn.ts";
export { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
export type { MockVtnOptions } from "./mock-vtn-options.ts";
export { BASE_PATHS, type MockVtnProtocol } from "./mock-vtn-protocol.ts";
export type { MockVtnMqttOptions } from "./notify/mqtt-options.ts";
export { NOTIFY_LOG } from "./notify/notify-log.ts";
export type { WebhookState } from "./notify/webhook-notifier.ts";
export type { MockVtnWebhookOptions } from "./notify/webhook-options.ts";
export type { MockVtnPersonality } from "./personality/personality.ts";
export type { LoggedRequest } from "./request-log/logged-request.ts";
export { seedMockVtn } from "./seed/seed-mock-vtn.ts";
export type {
  FlatSnapshot,
  MockVtnSnapshot,
  OpenAdrSnapshot,
  SnapshotObject,
} from "./snapshot/mock-vtn-snapshot.ts";
export { type RunningMockVtn, type StartMockVtnOptions, startMockVtn } from "./start-mock-vtn.ts";
