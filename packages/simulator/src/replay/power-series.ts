import type { LoadId } from "@ven/core";

/** What a file recorded of one load. */
export interface PowerSeries {
  readonly meterId: string;
  readonly loadId: LoadId;
  /** Strictly increasing epoch ms; series may share one array. */
  readonly atMs: ArrayLike<number>;
  /** As many as `atMs`: W, `NaN` where the reading is missing. */
  readonly powerW: ArrayLike<number>;
  /** As many as `atMs`: where each was read, for errors. */
  readonly lines: ArrayLike<number>;
  /** Name of the place that it was read from, for errors. */
  readonly column?: string;
}
