/** One scheduled round of a job. */
export interface Tick {
  /**
   * Number of the slot on the clock grid; no job runs the same id twice.
   * Interval jobs: `floor((epoch ms - phase) / interval)`. Cron jobs: the due instant in epoch seconds.
   */
  readonly id: number;
  /** When the slot begins, epoch ms. */
  readonly dueAtMs: number;
  /** When the run began, epoch ms. */
  readonly startedAtMs: number;
  /** How long after its due instant the run began, ms; 0 or more. */
  readonly lateMs: number;
  /**
   * How many earlier ticks this run stands for, because the process was blocked or asleep when
   * they fell due. For a cron job the count ends at 1_000.
   */
  readonly missed: number;
}
