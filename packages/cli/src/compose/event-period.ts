import { parseInterval } from "@ven/scheduler";
import type { Settings } from "../settings/settings.ts";

/** How long reports quote the same event, as the manager takes it; nothing if no setting says so. */
export function eventPeriodOf({ eventPeriod }: Pick<Settings, "eventPeriod">): {
  readonly eventPeriodMs?: number;
} {
  return eventPeriod === undefined ? {} : { eventPeriodMs: parseInterval(eventPeriod) };
}
