import type { Brand } from "./brand.ts";
import { checkIdText } from "./id-text.ts";

/** Local name of a VEN, such as `Herning`; 1 to 128 characters. The id that a VTN gives at registration is {@link VtnVenId}. */
export type VenId = Brand<string, "VenId">;

/**
 * Checks and brands a {@link VenId}.
 *
 * @throws {InvalidValueError} if the text is blank, longer than 128 characters or has control characters
 */
export function VenId(value: string): VenId {
  return checkIdText("VenId", value, 128) as VenId;
}
