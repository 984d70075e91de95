import type { VenId } from "@ven/core";

/** What one VEN's tick came to. */
export interface VenTickReport {
  readonly venId: VenId;
  /** Approved resources that were read. */
  readonly resourceCount: number;
  /**
   * Readings that were due: those that were not missing, passed the filters, and had not been kept
   * before, as a tick that was cut off may run again.
   */
  readonly readingCount: number;
  /** Reports that were sent with them so far: as many in the flat dialect, one in 3.0.1 and 3.1.0. */
  readonly reportCount: number;
  /** Readings that the VTN has. */
  readonly sentCount: number;
  /** Readings that it will never have: refused for good, or not kept. */
  readonly failedCount: number;
  /** Readings that wait in the outbox, and are delivered later. */
  readonly waitingCount: number;
  /** Readings that the meters did not have. */
  readonly missingCount: number;
  /** Why readings wait or failed, if they do. */
  readonly reason?: string;
  /** Why the VEN could not be read at all, if so. */
  readonly error?: unknown;
}

/** What one tick came to. */
export interface TickReport {
  /** Index of the simulated meters after the tick's step. */
  readonly index: number;
  /** When the tick started and how long it took, ms. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** Sums over {@link vens}. */
  readonly resourceCount: number;
  readonly readingCount: number;
  readonly reportCount: number;
  readonly sentCount: number;
  readonly failedCount: number;
  readonly waitingCount: number;
  readonly missingCount: number;
  /** In the order of registration. */
  readonly vens: readonly VenTickReport[];
}
