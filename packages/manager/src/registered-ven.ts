import type { VenId, VtnVenId } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { VenClient, VtnClient } from "@ven/vtn-client";

/** A VEN that a manager has registered at the VTN. */
export type RegisteredVen = FlatVen | OpenAdrVen;

/** A {@link RegisteredVen} in the flat dialect. */
export interface FlatVen extends VenAtVtn {
  readonly protocol: "flat";
  /** Sends as this VEN. Closed by the manager. */
  readonly client: VenClient;
}

/** A {@link RegisteredVen} in OpenADR 3.0.1 or 3.1.0. */
export interface OpenAdrVen extends VenAtVtn {
  readonly protocol: OpenAdrVersion;
  /** Sends as this VEN. Closed by the manager. */
  readonly client: VtnClient;
  /** The program and the event that its reports quoted when it was registered. */
  readonly programId: string;
  readonly eventId: string;
}

interface VenAtVtn {
  readonly venId: VenId;
  /** The id that the VTN gave it. */
  readonly vtnVenId: VtnVenId;
}
