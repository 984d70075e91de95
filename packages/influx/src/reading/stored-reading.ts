import type { LoadId, ResourceId } from "@ven/core";

/** A reading as InfluxDB has it. */
export interface StoredReading {
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  /** W; positive imports from the grid. */
  readonly powerW: number;
  readonly isDelivered: boolean;
  readonly resourceId: ResourceId;
  readonly resourceName: string;
  readonly loadId: LoadId;
}
