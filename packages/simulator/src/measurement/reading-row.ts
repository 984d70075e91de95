/** Columns that the readings of loads go into, load by load. */
export interface ReadingRows {
  /** W; `NaN` where there is no reading. */
  readonly powerW: Float64Array;
  /** Codes of `READING_QUALITY`, all OK at first; left out if all readings are the truth. */
  readonly quality: Uint8Array | undefined;
  /** W, by neither meter nor fault; left out if nobody wants it. */
  readonly truthW: Float64Array | undefined;
}

/** Those of one load. */
export interface ReadingRow extends ReadingRows {
  /** Where its first reading goes. */
  readonly offset: number;
}
