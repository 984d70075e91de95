export { BASE_PATH, createMockVtn, type MockVtn } from "./mock-vtn.ts";
export { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
export type { MockVtnOptions } from "./mock-vtn-options.ts";
export { type RunningMockVtn, type StartMockVtnOptions, startMockVtn } from "./start-mock-vtn.ts";
export type { StoredReport } from "./state/vtn-state.ts";
