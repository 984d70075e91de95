export { type InitSchedulerOptions, initScheduler, type UsageReporter } from "./init-scheduler.ts";
export type { JobStatus } from "./job/job-status.ts";
export type { ScheduledJob } from "./job/scheduled-job.ts";
export type { ScheduledRun } from "./job/scheduled-run.ts";
export type { StopOptions } from "./job/stop-options.ts";
export type { Tick } from "./job/tick.ts";
export {
  type CronOptions,
  type EveryOptions,
  Scheduler,
  type SchedulerOptions,
} from "./scheduler.ts";
export { isSchedulerStoppedError, SchedulerStoppedError } from "./scheduler-stopped-error.ts";
export { parseInterval } from "./timetable/parse-interval.ts";
