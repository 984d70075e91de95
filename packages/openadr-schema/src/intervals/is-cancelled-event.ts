import { isNowText } from "../time/is-date-time-text.ts";
import { isDurationText } from "../time/is-duration-text.ts";
import type { TimedEvent } from "./timed-event.ts";

/**
 * Whether an event was cancelled by its times: all it has starts at "now" and lasts `PT0S`, however
 * written. (The other way to cancel is to delete it.)
 *
 * OpenADR 3.0.1 and 3.1.0 User Guide 7.9, "Event Cancellation". 3.0.1 adds that the same form may
 * also mean "do it now" and uses it so in 8.9.3; nothing tells the two apart, and this takes it for a
 * cancellation. A report-only event of this form (8.6) still asks for its reports.
 */
export function isCancelledEvent(event: TimedEvent): boolean {
  const { intervalPeriod } = event;
  const intervals = event.intervals ?? [];
  const periods = intervals.length === 0 ? [undefined] : intervals.map((one) => one.intervalPeriod);
  return periods.every((period) => {
    const start = period?.start ?? intervalPeriod?.start ?? "";
    const duration = period?.duration ?? intervalPeriod?.duration ?? "";
    return isNowText(start) && isDurationText(duration) && !/[1-9]/.test(duration);
  });
}
