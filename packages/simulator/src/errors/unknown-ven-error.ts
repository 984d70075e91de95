import { isVenError, VenError, type VenId } from "@ven/core";

/** A VEN was named that is not in the source, or that was not loaded. */
export class UnknownVenError extends VenError {
  readonly venId: VenId;
  /** The VENs that could have been named. */
  readonly knownVenIds: readonly VenId[];

  /**
   * @param place - to what it is not known, such as `to these meters`
   * @param remedy - what to do about it
   */
  constructor(venId: VenId, knownVenIds: readonly VenId[], place: string, remedy: string) {
    super(`VEN "${venId}" is not known ${place}, which has ${listed(knownVenIds)}: ${remedy}`, {
      code: "UNKNOWN_VEN",
    });
    this.venId = venId;
    this.knownVenIds = knownVenIds;
  }
}

/** Tells whether a caught value is an {@link UnknownVenError}. */
export function isUnknownVenError(value: unknown): value is UnknownVenError {
  return isVenError(value, "UNKNOWN_VEN");
}

function listed(venIds: readonly VenId[]): string {
  if (venIds.length === 0) return "none";
  const shown = venIds.slice(0, 5).map((venId) => `"${venId}"`);
  const rest = venIds.length - shown.length;
  return rest === 0 ? shown.join(", ") : `${shown.join(", ")} and ${rest} more`;
}
