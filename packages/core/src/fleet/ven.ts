import type { VenId } from "../ids/ven-id.ts";

/** A VEN of a fleet, as the local registry knows it. */
export interface Ven {
  readonly venId: VenId;
}
