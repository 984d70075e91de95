export { ManualClock } from "./testing/manual-clock.ts";
export { type LogRecord, RecordingLogger } from "./testing/recording-logger.ts";
