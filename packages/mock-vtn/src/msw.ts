export { type MockVtnHandlersOptions, mockVtnHandlers } from "./msw-handlers.ts";
