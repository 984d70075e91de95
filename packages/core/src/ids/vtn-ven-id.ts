import type { Brand } from "./brand.ts";
import { checkIdText } from "./id-text.ts";

/** The id that a VTN gave a VEN at registration; goes on the wire as `ven_id`. */
export type VtnVenId = Brand<string, "VtnVenId">;

/**
 * Checks and brands a {@link VtnVenId}.
 *
 * @throws {InvalidValueError} if the text is blank, longer than 128 characters or has control characters
 */
export function VtnVenId(value: string): VtnVenId {
  return checkIdText("VtnVenId", value, 128) as VtnVenId;
}
