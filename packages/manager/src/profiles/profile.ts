import type { Resource, VenId } from "@ven/core";
import type { Carrier } from "../delivery/carrier.ts";
import type { RegisteredVen } from "../registered-ven.ts";

/** What differs from protocol to protocol: how a VEN is registered, and how its readings travel. */
export interface Profile<Ven extends RegisteredVen = RegisteredVen> {
  /**
   * Registers a VEN at the VTN; one that is there already is carried on with.
   *
   * @param doubted - its earlier registration, if the VTN may have forgotten that, or what it quotes
   */
  registerVen(
    venId: VenId,
    doubted: Ven | undefined,
    options: CallOptions,
  ): Promise<VenRegistered<Ven>>;
  /** Registers resources of a VEN; one that fails is logged and counted, the rest go on. */
  registerResources(
    ven: Ven,
    resources: readonly Resource[],
    options: CallOptions,
  ): Promise<ResourceCounts>;
  /** Takes readings to the VTN. */
  readonly carrier: Carrier<Ven>;
  /** Says that the VTN may have forgotten what reports quote. */
  doubtEvent?(eventId: string): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** What came of registering a VEN. */
export interface VenRegistered<Ven extends RegisteredVen> {
  readonly ven: Ven;
  /** `false` if the VTN had it already. */
  readonly created: boolean;
}

/** What a call may be given. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** How a registration of resources went. */
export interface ResourceCounts {
  readonly registeredCount: number;
  readonly existingCount: number;
  readonly failedCount: number;
}
