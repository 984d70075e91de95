import type { VenId } from "@ven/core";

/** What one VEN's tick came to. */
export interface VenTickReport {
  readonly venId: VenId;
  /** Approved resources that were read. */
  readonly resourceCount: number;
  /** Reports that were due: one per reading that was not missing and passed the `loadIds` filter. */
  readonly reportCount: number;
  /** Reports that the VTN answered with 2xx. */
  readonly sentCount: number;
  /** Reports that it did not. */
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
  readonly reportCount: number;
  readonly sentCount: number;
  readonly failedCount: number;
  readonly missingCount: number;
  /** In the order of registration. */
  readonly vens: readonly VenTickReport[];
}
