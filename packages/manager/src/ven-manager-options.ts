import type { Clock, Logger, ResourceSource } from "@ven/core";
import type { Delivery } from "./delivery/delivery.ts";
import type { MeterSource } from "./meter-source.ts";

/** How a {@link VenManager} reaches its VTN, its meters and its fleet. */
export interface VenManagerOptions {
  /** Base address of the VTN, such as `https://vtn.example.com/openadr3`. */
  readonly vtnUrl: string;
  /** Sent as `Authorization: Bearer`; never logged. None if left out. */
  readonly bearerToken?: string;
  /** The meters. @defaultValue the shared `MeterDataSimulator` of this process */
  readonly simulator?: MeterSource;
  /** Where the fleet comes from if the meters have none yet, such as the store of `openStore()`. */
  readonly store?: { readonly registry: ResourceSource };
  /** Goes out as `program_id` with each report. Left out of the report by default. */
  readonly programId?: string;
  /** Report only these loads, such as `["load_0"]`. @defaultValue all */
  readonly loadIds?: readonly string[];
  /** Most requests under way at once, 1 to 1_000. @defaultValue 16 */
  readonly concurrency?: number;
  /** Most requests started per second, evenly spaced; above 0. @defaultValue unlimited */
  readonly maxReportsPerSecond?: number;
  /** Longest wait for one whole answer, ms; 1 to 600_000. @defaultValue 30_000 */
  readonly totalTimeoutMs?: number;
  /** Ends `start` in reports with `Z`. @defaultValue false */
  readonly zonedStart?: boolean;
  /** Allows `http://` to a VTN that is not on this machine. @defaultValue false */
  readonly allowPlainHttp?: boolean;
  /** Another way of taking readings to the VTN. @defaultValue each reading once, at once */
  readonly delivery?: Delivery;
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}
