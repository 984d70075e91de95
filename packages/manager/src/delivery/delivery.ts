import type { ReadingColumns } from "@ven/core";
import type { RegisteredVen } from "../registered-ven.ts";

/** The readings of one VEN's tick, on their way to the VTN. */
export interface ReadingBatch<Ven extends RegisteredVen = RegisteredVen> {
  readonly ven: Ven;
  readonly columns: ReadingColumns;
  /** Which rows of the columns to report: those that are not missing and passed the filter. */
  readonly rows: Uint32Array;
  /** The program that the options name. */
  readonly programId?: string;
}

/** How a batch fared. */
export interface DeliveryCount {
  /** Readings that the VTN answered with 2xx. */
  readonly sentCount: number;
  readonly failedCount: number;
  /** Reports that were made of them, whatever their outcome. */
  readonly reportCount: number;
  /**
   * Whether the VTN refused some as it does when it knows neither VEN nor event: then both are
   * registered again before the next tick. @defaultValue false
   */
  readonly isUnknownToVtn?: boolean;
}

/**
 * Takes readings to the VTN. A manager knows only this; another promise (such as a durable outbox)
 * is another object of the same shape.
 */
export interface Delivery<Ven extends RegisteredVen = RegisteredVen> {
  /** Delivers a batch; a reading that fails is counted, not thrown. */
  deliver(
    batch: ReadingBatch<Ven>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<DeliveryCount>;
}
