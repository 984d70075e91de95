import type { NamedColumns } from "@ven/core";

/** The readings of a fleet at one past instant. */
export interface PastBatch {
  /** Epoch ms. */
  readonly atMs: number;
  /** First instant that may come after it, epoch ms. */
  readonly nextAtMs: number;
  /** At most one of each VEN, in the order of the VENs that are reported. */
  readonly columns: readonly NamedColumns[];
}

/** The readings of a fleet in a past period. The same instant gives the same readings, whoever asks. */
export interface PastReadings {
  /** What comes from `fromMs` on, in the order of time. */
  batches(fromMs: number, options: { readonly signal: AbortSignal }): AsyncIterable<PastBatch>;
}
