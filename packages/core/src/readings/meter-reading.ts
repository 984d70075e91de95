import type { LoadId } from "../ids/load-id.ts";
import type { MeterPointId } from "../ids/meter-point-id.ts";
import type { ResourceId } from "../ids/resource-id.ts";

/** Power of one load at one instant. */
export interface MeterReading {
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  readonly loadId: LoadId;
  /** W; positive imports from the grid, negative exports. */
  readonly powerW: number;
}

/** The readings of one resource at one tick. A reading that is missing is not in the list. */
export interface ResourceMeterData {
  readonly resourceId: ResourceId;
  readonly meterPointId: MeterPointId;
  readonly readings: readonly MeterReading[];
}
