import { checkKnownKeys, InvalidValueError, type KeysOf } from "@ven/core";
import type { VenManagerOptions } from "./ven-manager-options.ts";

const OPTION_KEYS: KeysOf<VenManagerOptions> = {
  vtnUrl: true,
  protocol: true,
  bearerToken: true,
  auth: true,
  venAuth: true,
  businessLogicAuth: true,
  simulator: true,
  store: true,
  programId: true,
  eventId: true,
  eventPeriodMs: true,
  loadIds: true,
  concurrency: true,
  maxReportsPerSecond: true,
  totalTimeoutMs: true,
  zonedStart: true,
  transport: true,
  tls: true,
  allowPlainHttp: true,
  outbox: true,
  maxReadingsPerReport: true,
  ticksPerReport: true,
  deadbandW: true,
  filter: true,
  onAmbiguous: true,
  lookAfterMs: true,
  retryFirstMs: true,
  retryLongestMs: true,
  maxBacklogReportsPerSecond: true,
  reportWaitMs: true,
  sinks: true,
  sinkTimeoutMs: true,
  random: true,
  clock: true,
  logger: true,
};

const PROTOCOLS: readonly unknown[] = ["flat", "3.0.1", "3.1.0"];

/**
 * Checks what would otherwise be passed over in silence, or fail only later.
 *
 * @throws {InvalidValueError} if there is no such option or protocol, or the filter is no function
 */
export function checkManagerOptions(options: VenManagerOptions): void {
  checkKnownKeys("VenManager", options, OPTION_KEYS);
  const { protocol, filter } = options;
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    throw new InvalidValueError("protocol", protocol, "give flat, 3.0.1 or 3.1.0");
  }
  if (filter !== undefined && typeof filter !== "function") {
    throw new InvalidValueError("filter", filter, "give a function of a reading");
  }
}
