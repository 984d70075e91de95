import { type Clock, InvalidValueError, type Logger, silentLogger, systemClock } from "@ven/core";
import { JobLoop } from "./job/job-loop.ts";
import type { JobStatus } from "./job/job-status.ts";
import type { ScheduledJob } from "./job/scheduled-job.ts";
import type { ScheduledRun } from "./job/scheduled-run.ts";
import { checkStopOptions, type StopOptions } from "./job/stop-options.ts";
import { SchedulerStoppedError } from "./scheduler-stopped-error.ts";
import { CronTimetable } from "./timetable/cron-timetable.ts";
import { IntervalTimetable } from "./timetable/interval-timetable.ts";
import { intervalMsOf } from "./timetable/parse-interval.ts";
import type { Due, Timetable } from "./timetable/timetable.ts";

/** Collaborators of a {@link Scheduler}. */
export interface SchedulerOptions {
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}

/** How to run an interval job. */
export interface EveryOptions {
  /** Name in logs and status; unique on its scheduler. @defaultValue `every 10s`, numbered if taken */
  readonly id?: string;
  /** How far the grid is moved from the epoch's, ms; whole, 0 to below the interval. @defaultValue 0 */
  readonly phaseMs?: number;
  /**
   * Whether to run once at once, for the slot that now lies in, which then does not run again.
   * @defaultValue false: the first run is at the next instant of the grid
   */
  readonly runAtStart?: boolean;
  /** Called with how many ticks were left out as the run before them had not ended; throws nothing. */
  readonly onSkipped?: (count: number) => void;
}

/** How to run a cron job. */
export interface CronOptions {
  /** Name in logs and status; unique on its scheduler. @defaultValue `cron 0 3 * * *`, numbered if taken */
  readonly id?: string;
  /** IANA name such as `Europe/Copenhagen`. @defaultValue the zone of the process */
  readonly timeZone?: string;
}

/** What a job runs, and when. */
interface NewJob {
  /** Its id, unless it is given one. */
  readonly name: string;
  readonly timetable: Timetable;
  readonly run: ScheduledRun;
  readonly onSkipped?: ((count: number) => void) | undefined;
}

/**
 * Runs jobs at the ticks of a clock grid or of a cron expression.
 *
 * One job never has two runs at a time: a tick that falls due during a run is skipped, counted and
 * logged. Ticks that fell due while the process was blocked or asleep are folded into one run that
 * says how many it stands for. A run that fails is logged, and the next one comes as planned.
 */
export class Scheduler implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #jobs = new Map<string, JobLoop>();
  #isStopped = false;

  constructor(options: SchedulerOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? silentLogger;
  }

  /**
   * Runs a job at every instant of the clock grid: every 10 s means at :00, :10, :20 of each minute.
   *
   * @param interval - such as `10s`, `15m`, `1h`, or a number of ms; 100 ms to 31 days
   * @throws {InvalidValueError} if the interval, the phase or the id cannot be used
   * @throws {SchedulerStoppedError} if the scheduler is stopped
   */
  every(interval: string | number, run: ScheduledRun, options: EveryOptions = {}): ScheduledJob {
    const intervalMs = intervalMsOf(interval);
    const phaseMs = options.phaseMs ?? 0;
    if (!Number.isInteger(phaseMs) || phaseMs < 0 || phaseMs >= intervalMs) {
      const rule = `give whole milliseconds, 0 to ${intervalMs - 1}`;
      throw new InvalidValueError("phaseMs", phaseMs, rule);
    }
    const timetable = new IntervalTimetable(intervalMs, phaseMs);
    const name = typeof interval === "number" ? `every ${interval}ms` : `every ${interval.trim()}`;
    const first = options.runAtStart === true ? timetable.slotAt(this.#clock.now()) : undefined;
    const { id, onSkipped } = options;
    return this.#add(id, { name, timetable, run, onSkipped }, first);
  }

  /**
   * Runs a job at the instants of a cron expression: 5 fields (minute, hour, day, month, weekday)
   * or 6 (a second before them).
   *
   * When the clocks go forward, a job at a stated time within the lost hour runs when that hour has
   * passed; when they go back, it runs once. A job with a `*` in its hour or minute runs by the
   * clock: not in the lost hour, and in both of the repeated ones.
   *
   * @throws {InvalidValueError} if the expression, the time zone or the id cannot be used
   * @throws {SchedulerStoppedError} if the scheduler is stopped
   */
  cron(expression: string, run: ScheduledRun, options: CronOptions = {}): ScheduledJob {
    const timetable = new CronTimetable(expression, options.timeZone);
    return this.#add(options.id, { name: `cron ${expression}`, timetable, run });
  }

  /** The jobs that have not stopped, in the order they were added. */
  status(): readonly JobStatus[] {
    return [...this.#jobs.values()].map((job) => job.status());
  }

  /**
   * Stops every job and resolves when all runs in flight have ended. May be called again.
   *
   * @throws {InvalidValueError} (as a rejection) if the grace time is out of range
   */
  async stop(options: StopOptions = {}): Promise<void> {
    checkStopOptions(options);
    this.#isStopped = true;
    await Promise.all([...this.#jobs.values()].map((job) => job.stop(options)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #add(givenId: string | undefined, { name, ...job }: NewJob, first?: Due): ScheduledJob {
    const id = givenId ?? this.#freeId(name);
    if (this.#isStopped) throw new SchedulerStoppedError(id);
    if (this.#jobs.has(id)) {
      throw new InvalidValueError("job id", id, "another job has it; give a unique one");
    }
    const onStopped = () => {
      if (this.#jobs.get(id) === loop) this.#jobs.delete(id);
    };
    const collaborators = { clock: this.#clock, logger: this.#logger, onStopped };
    const loop = new JobLoop({ id, ...job, ...collaborators }, first);
    this.#jobs.set(id, loop);
    return loop;
  }

  #freeId(name: string): string {
    let id = name;
    for (let n = 2; this.#jobs.has(id); n += 1) id = `${name} #${n}`;
    return id;
  }
}
