import type { MeterPointId } from "../ids/meter-point-id.ts";
import type { ResourceId } from "../ids/resource-id.ts";
import type { VenId } from "../ids/ven-id.ts";
import type { Load } from "./load.ts";
import type { ResourceStatus } from "./resource-status.ts";

/** Where a resource stands: WGS 84, decimal degrees. */
export interface GeoLocation {
  /** -90 to 90, north positive. */
  readonly latitudeDeg: number;
  /** -180 to 180, east positive. */
  readonly longitudeDeg: number;
}

/** A metered site of a VEN, such as "Murphy's Pub". */
export interface Resource {
  readonly resourceId: ResourceId;
  /** The VEN that reports this resource. */
  readonly venId: VenId;
  /** Name for people and for reports; 1 to 128 characters, unique within its VEN. */
  readonly name: string;
  /** What the site is, such as `pub` or `house`. */
  readonly resourceType: string;
  readonly status: ResourceStatus;
  readonly meterPointId: MeterPointId;
  readonly location?: GeoLocation;
  /** The owner's own key for this site, if any. */
  readonly externalResourceId?: string;
  /** Highest power that the site may import, W. */
  readonly maxConsumptionW?: number;
  /** Highest power that the site may export, W. */
  readonly maxProductionW?: number;
  /** In reporting order; ids are unique within the resource. */
  readonly loads: readonly Load[];
}
