import type { LoadId } from "@ven/core";

/** What a file recorded of one load. */
export interface PowerSeries {
  readonly meterId: string;
  readonly loadId: LoadId;
  /** Strictly increasing epoch ms; series may share one array. */
  readonly atMs: Float64Array;
  /** As many as `atMs`: W, `NaN` where the reading is missing. */
  readonly powerW: Float64Array;
  /** Where each was read, for errors: a line or row from 1. @param index - position in `atMs` */
  lineOf(index: number): number;
  /** Name of the place that it was read from, for errors. */
  readonly column?: string;
}
