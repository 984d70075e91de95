import { type Cancel, type Clock, describeError, type Logger } from "@ven/core";
import type { Due, Timetable } from "../timetable/timetable.ts";
import type { JobStatus } from "./job-status.ts";
import type { ScheduledJob } from "./scheduled-job.ts";
import type { ScheduledRun } from "./scheduled-run.ts";
import { checkStopOptions, type StopOptions } from "./stop-options.ts";
import type { Tick } from "./tick.ts";

/** Longest single wait, ms: a wall clock that was set forward is noticed within this time. */
const LONGEST_WAIT_MS = 30_000;
/** A wall clock that falls behind the timers by this much was set back, ms. */
const STEP_BACK_MS = 1_000;

export interface JobLoopOptions {
  readonly id: string;
  readonly timetable: Timetable;
  readonly run: ScheduledRun;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called with how many ticks were left out, when they are. */
  readonly onSkipped?: ((count: number) => void) | undefined;
  /** Called once the job has stopped and its last run has ended. */
  readonly onStopped: () => void;
}

interface RunInFlight {
  readonly tick: Tick;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Waits for the ticks of one timetable and runs one job at them, never two runs at a time. */
export class JobLoop implements ScheduledJob {
  readonly id: string;
  readonly #options: JobLoopOptions;
  /** Every tick up to this instant is settled: run, skipped or missed. */
  #settledAtMs: number;
  #nextAtMs: number;
  #armed: { readonly atMs: number; readonly monotonicMs: number; readonly cancel: Cancel };
  #inFlight: RunInFlight | undefined;
  readonly #startTickId: number | undefined;
  #isStopped = false;
  #lastTick: Tick | undefined;
  #runs = 0;
  #failures = 0;
  #skipped = 0;
  #missed = 0;

  /** @param first - a tick to run at once; left out, the first tick is the next one to fall due */
  constructor(options: JobLoopOptions, first?: Due) {
    this.#options = options;
    this.id = options.id;
    this.#startTickId = first?.id;
    const nowMs = options.clock.now();
    this.#settledAtMs = first?.dueAtMs ?? nowMs;
    this.#nextAtMs = options.timetable.nextAfter(this.#settledAtMs);
    this.#armed = this.#arm(nowMs);
    if (first !== undefined) this.#begin(first, nowMs);
  }

  status(): JobStatus {
    return {
      id: this.id,
      nextAtMs: this.#isStopped ? undefined : this.#nextAtMs,
      lastTick: this.#lastTick,
      running: this.#inFlight !== undefined,
      runs: this.#runs,
      failures: this.#failures,
      skipped: this.#skipped,
      missed: this.#missed,
    };
  }

  async stop(options: StopOptions = {}): Promise<void> {
    checkStopOptions(options);
    this.#isStopped = true;
    this.#armed.cancel();
    const inFlight = this.#inFlight;
    if (inFlight !== undefined) await this.#waitFor(inFlight, options.graceMs);
    this.#options.onStopped();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #waitFor(run: RunInFlight, graceMs: number | undefined): Promise<void> {
    if (graceMs === undefined) return run.ended;
    const cancel = this.#options.clock.after(graceMs, () => run.abort.abort());
    await run.ended;
    cancel();
  }

  #arm(nowMs: number): { atMs: number; monotonicMs: number; cancel: Cancel } {
    const { clock } = this.#options;
    const waitMs = Math.min(Math.max(this.#nextAtMs - nowMs, 1), LONGEST_WAIT_MS);
    const cancel = clock.after(waitMs, () => this.#wake());
    return { atMs: nowMs, monotonicMs: clock.monotonic(), cancel };
  }

  #wake(): void {
    const { clock, timetable } = this.#options;
    const nowMs = clock.now();
    this.#noticeStepBack(nowMs);
    const due = timetable.newestDue(this.#settledAtMs, nowMs);
    if (due !== undefined) {
      this.#settledAtMs = due.dueAtMs;
      this.#nextAtMs = timetable.nextAfter(due.dueAtMs);
    }
    this.#armed = this.#arm(nowMs);
    if (due === undefined) return;
    if (this.#inFlight === undefined) this.#begin(due, nowMs);
    else this.#skip(due, nowMs, this.#inFlight.tick);
  }

  #noticeStepBack(nowMs: number): void {
    const elapsedMs = this.#options.clock.monotonic() - this.#armed.monotonicMs;
    const backMs = Math.round(this.#armed.atMs + elapsedMs - nowMs);
    if (backMs < STEP_BACK_MS) return;
    this.#options.logger.warn(
      { job: this.id, backMs, nextAtMs: this.#nextAtMs },
      "wall clock was set back; ticks that are settled do not run again",
    );
  }

  #skip(due: Due, nowMs: number, blocking: Tick): void {
    // A run at start lies anywhere in its slot: that it reaches into the next is no sign of trouble.
    const isStartOverlap = blocking.id === this.#startTickId && this.#skipped === 0;
    this.#skipped += due.count;
    this.#options.onSkipped?.(due.count);
    const runningForMs = nowMs - blocking.startedAtMs;
    this.#options.logger[isStartOverlap ? "debug" : "warn"](
      {
        job: this.id,
        tickId: due.id,
        skipped: due.count,
        runningTickId: blocking.id,
        runningForMs,
      },
      "tick skipped: the run before it has not ended",
    );
  }

  #begin(due: Due, nowMs: number): void {
    const { id, dueAtMs } = due;
    const missed = due.count - 1;
    const lateMs = nowMs - dueAtMs;
    const tick: Tick = { id, dueAtMs, startedAtMs: nowMs, lateMs, missed };
    this.#lastTick = tick;
    this.#runs += 1;
    this.#missed += missed;
    if (missed > 0) {
      this.#options.logger.warn(
        { job: this.id, tickId: id, missed, lateMs },
        "ticks missed: the process woke late and runs once for all of them",
      );
    }
    const abort = new AbortController();
    this.#inFlight = { tick, abort, ended: this.#execute(tick, abort.signal) };
  }

  async #execute(tick: Tick, signal: AbortSignal): Promise<void> {
    // The caller gets its job before the first run begins, and keeps it when the run throws at once.
    await Promise.resolve();
    try {
      await this.#options.run(tick, { signal });
    } catch (error) {
      this.#failures += 1;
      this.#options.logger.error(
        { job: this.id, tickId: tick.id, reason: describeError(error) },
        "scheduled run failed; the next one runs as planned",
      );
    } finally {
      this.#inFlight = undefined;
    }
  }
}
