import type { VenId } from "@ven/core";

/** What one VEN's tick came to. */
export interface VenTickReport {
  readonly venId: VenId;
  /** Approved resources that were read. */
  readonly resourceCount: number;
  /** Readings that were due: those that were not missing and passed the `loadIds` filter. */
  readonly readingCount: number;
  /** Reports that they were put into: as many in the flat dialect, one in 3.0.1 and 3.1.0. */
  readonly reportCount: number;
  /** Readings that the VTN answered with 2xx. */
  readonly sentCount: number;
  /** Readings that it did not. */
  readonly failedCount: number;
  /** Readings that the meters did not have. */
  readonly missingCount: number;
  /** Why the VEN could not be read or sent at all, if so. */
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
  readonly missingCount: number;
  /** In the order of registration. */
  readonly vens: readonly VenTickReport[];
}
