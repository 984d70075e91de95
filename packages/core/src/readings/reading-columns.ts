import type { Resource } from "../fleet/resource.ts";
import type { LoadId } from "../ids/load-id.ts";
import type { VenId } from "../ids/ven-id.ts";

/** What rows of readings say of their loads: all that a report needs, also where the fleet is not at hand. */
export interface NamedLayout {
  readonly venId: VenId;
  /** The resources that the rows name, in reporting order. */
  readonly resources: readonly NamedResource[];
  /** The load ids that the rows name. */
  readonly loadIds: readonly LoadId[];
  /** Per row: an index into `resources`. Rows of one resource are adjacent. */
  readonly resourceIndex: Uint32Array;
  /** Per row: an index into `loadIds`. */
  readonly loadIndex: Uint16Array;
  /** How many rows there are. */
  readonly rowCount: number;
}

/** A resource as far as readings name it. */
export type NamedResource = Pick<Resource, "resourceId" | "name">;

/**
 * Which load each row of {@link ReadingColumns} belongs to. The same object comes back every tick
 * until the fleet changes, so what is derived from it may be kept beside it.
 */
export interface ReadingLayout extends NamedLayout {
  readonly resources: readonly Resource[];
}

/** Readings of one VEN as columns: no object per reading. */
export interface NamedColumns {
  readonly layout: NamedLayout;
  /** Per row: epoch milliseconds. */
  readonly timestampMs: Float64Array;
  /** Per row: W, positive = import; `NaN` where the reading is missing. */
  readonly powerW: Float64Array;
}

/** The readings of one VEN at one tick. */
export interface ReadingColumns extends NamedColumns {
  readonly layout: ReadingLayout;
}
