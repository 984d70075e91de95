import type { VenId, VtnVenId } from "@ven/core";
import type { VenClient } from "@ven/vtn-client";

/** A VEN that a manager has registered at the VTN. */
export interface RegisteredVen {
  readonly venId: VenId;
  /** The id that the VTN gave it. */
  readonly vtnVenId: VtnVenId;
  /** Sends as this VEN. Closed by the manager. */
  readonly client: VenClient;
}
