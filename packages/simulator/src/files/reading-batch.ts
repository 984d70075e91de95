/** Who a load is. */
export interface BatchLoad {
  readonly venId: string;
  readonly resourceId: string;
  readonly loadId: string;
}

/** Readings of some loads at some instants, load by load; `SimulatedColumns` are such. */
export interface ReadingBatch {
  /** Epoch ms, ascending. */
  readonly timestampMs: Float64Array;
  /** The loads; only how many is looked at. */
  readonly loads: { readonly length: number };
  /** W, positive = import, that of load `l` at instant `t` at `l * timestampMs.length + t`; `NaN` if missing. */
  readonly powerW: Float64Array;
  /** Codes of `READING_QUALITY`, as `powerW` lies; left out if all meters are perfect. */
  readonly quality?: Uint8Array | undefined;
  /** Who the load of a row is. */
  name(row: number): BatchLoad;
}

/** Batches of the same loads, each with later instants than the one before. */
export type ReadingBatches = Iterable<ReadingBatch> | AsyncIterable<ReadingBatch>;
