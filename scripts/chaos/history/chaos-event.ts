/** One reading as it arrived at the VTN. */
export interface StoredReading {
  /** `<site>/<load>@<epoch ms>`: see `readingId`. */
  readonly id: string;
  readonly powerW: number;
}

/** Something that happened, as somebody who saw it wrote it down. */
export type ChaosEvent =
  | {
      /** The meters gave readings, and the sender began to keep them. */
      readonly kind: "offered";
      readonly tick: number;
      readonly readings: readonly StoredReading[];
    }
  | {
      /** `append` had resolved: they must not be lost from here on. */
      readonly kind: "accepted";
      readonly readings: readonly string[];
    }
  | {
      /** They were about to be sent. */
      readonly kind: "sent";
      readonly readings: readonly string[];
    }
  | {
      /** The VTN took a report into its store. */
      readonly kind: "stored";
      readonly reportName: string;
      readonly readings: readonly StoredReading[];
    }
  | {
      /** The sender wrote down that the VTN has them. */
      readonly kind: "acknowledged";
      readonly readings: readonly string[];
    }
  | {
      /** At the end they wait still, or are kept as dead letters. */
      readonly kind: "waiting" | "dead";
      readonly readings: readonly string[];
    };
