import type { Brand } from "./brand.ts";
import { checkIdText } from "./id-text.ts";

/** Id of a load within its resource, such as `load_0`; 1 to 64 characters. */
export type LoadId = Brand<string, "LoadId">;

/**
 * Checks and brands a {@link LoadId}.
 *
 * @throws {InvalidValueError} if the text is blank, longer than 64 characters or has control characters
 */
export function LoadId(value: string): LoadId {
  return checkIdText("LoadId", value, 64) as LoadId;
}
