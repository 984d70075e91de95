/** One way of bringing readings from meters to a VTN, or a part of that way. */
export interface Pipeline extends AsyncDisposable {
  /** Goes one tick of the way. @returns how many readings it took along */
  tick(): Promise<number>;
  /** Waits until nothing is left to be done. */
  finish?(): Promise<void>;
}

/** The pipelines of the bench `delivery`, by what they take along. */
export const PIPELINES = {
  /** One POST per reading. */
  single: ["ours", "oursFlat", "naive"],
  /** 720 readings a report. */
  batch720: ["process", "powerLoss", "naive", "naiveNoRows"],
  /** 7,200 readings a report. */
  batch7200: ["process", "undici"],
  /** From columns to bytes, 720 readings at a time. */
  encode: ["ours", "stringify"],
  /** Readings of the usual synthetic meters, which the others do without. */
  simulate: ["ours"],
  /** Readings in and out of a file, 720 at a time. */
  outbox: ["ours", "rows"],
} as const;

export type PipelineGroup = keyof typeof PIPELINES;
