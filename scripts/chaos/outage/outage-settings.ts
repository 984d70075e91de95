/** How large an outage is. */
export interface OutageSettings {
  readonly seed: string;
  readonly venCount: number;
  readonly loadCount: number;
  /** Between two ticks, ms. */
  readonly stepMs: number;
  readonly outageMs: number;
  /** Most reports a second once the VTN is back. */
  readonly maxReportsPerSecond: number;
  /** A report holds so many ticks of a VEN that wait. */
  readonly ticksPerReport: number;
  /** Where the outbox is. */
  readonly outboxPath: string;
}

/** What an outage came to. */
export interface OutageResult {
  readonly readings: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Largest growth of the resident set from the first hour on, MiB. */
  readonly rssGrowthMiB: number;
  /** Most reports within any second of the recovery. */
  readonly peakReportsPerSecond: number;
  /** Requests that reached the VTN while it was away. */
  readonly requestsWhileAway: number;
  /** From the end of the outage until nothing waited, ms of the manual clock. */
  readonly recoveryMs: number;
  /** Longest time from the newest readings of a report to its arrival, once the fleet reports again, in ticks. */
  readonly liveLagTicks: number;
}

/** The outage of CI, and the one that runs for longer. */
export const OUTAGES: Readonly<
  Record<"short" | "long", Omit<OutageSettings, "seed" | "outboxPath">>
> = {
  short: {
    venCount: 20,
    loadCount: 2,
    stepMs: 60_000,
    outageMs: 72 * 3_600_000,
    maxReportsPerSecond: 10,
    ticksPerReport: 10,
  },
  long: {
    venCount: 1_000,
    loadCount: 2,
    stepMs: 30_000,
    outageMs: 72 * 3_600_000,
    maxReportsPerSecond: 100,
    ticksPerReport: 20,
  },
};
