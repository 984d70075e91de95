import type { VtnVenId } from "@ven/core";

/** What came of registering a VEN. */
export interface VenRegistration {
  /** The id that the VTN gave it. */
  readonly vtnVenId: VtnVenId;
  readonly venName: string;
  /** `false` if the VTN had it already. */
  readonly created: boolean;
}
