export type { ClientRole, MockVtnClient } from "./auth/mock-vtn-client.ts";
export { ROLE_SCOPES } from "./auth/role-scopes.ts";
export type { FlatStoredReport } from "./flat/flat-report-record.ts";
export {
  createMockVtn,
  type FlatObjects,
  type MockVtn,
  type OpenAdr301Types,
  type OpenAdr310Types,
  type OpenAdrObjects,
  type OpenAdrTypes,
} from "./mock-vtn.ts";
export { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
export type { MockVtnOptions } from "./mock-vtn-options.ts";
export { BASE_PATHS, type MockVtnProtocol } from "./mock-vtn-protocol.ts";
export type { MockVtnPersonality } from "./personality/personality.ts";
export type {
  FlatSnapshot,
  MockVtnSnapshot,
  OpenAdrSnapshot,
  SnapshotObject,
} from "./snapshot/mock-vtn-snapshot.ts";
export { type RunningMockVtn, type StartMockVtnOptions, startMockVtn } from "./start-mock-vtn.ts";
