export { mockVtnHandlers } from "./msw-handlers.ts";
