import type { ScheduledJob } from "./job/scheduled-job.ts";
import { Scheduler, type SchedulerOptions } from "./scheduler.ts";

/** What {@link initScheduler} calls: a `VenManager`, or anything with the first of these methods. */
export interface UsageReporter {
  venReportUsage(options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  /** Takes note that so many ticks were left out, as the one before them had not ended; throws nothing. */
  noteSkippedTicks?(count: number): void;
}

/** When to report. */
export interface InitSchedulerOptions extends SchedulerOptions {
  /** Such as `10s`, `45s`, `15m`; 100 ms to 31 days. @defaultValue "10s" */
  readonly every?: string;
  /**
   * Whether to report once at once, for the slot that now lies in.
   * @defaultValue false: the first report is at the next instant of the grid
   */
  readonly runAtStart?: boolean;
}

/**
 * Reports usage at every instant of the clock grid, until the returned job is stopped.
 *
 * @throws {InvalidValueError} if the interval cannot be used
 */
export function initScheduler(
  manager: UsageReporter,
  options: InitSchedulerOptions = {},
): ScheduledJob {
  const { every = "10s", runAtStart = false, ...collaborators } = options;
  const report = (_: unknown, { signal }: { readonly signal: AbortSignal }) =>
    manager.venReportUsage({ signal });
  return new Scheduler(collaborators).every(every, report, {
    id: "venReportUsage",
    runAtStart,
    onSkipped: (count) => manager.noteSkippedTicks?.(count),
  });
}
