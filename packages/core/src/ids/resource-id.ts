import type { Brand } from "./brand.ts";
import { checkIdText } from "./id-text.ts";

/** Id of a resource (a metered site) in the local registry; 1 to 128 characters, often a UUID. */
export type ResourceId = Brand<string, "ResourceId">;

/**
 * Checks and brands a {@link ResourceId}.
 *
 * @throws {InvalidValueError} if the text is blank, longer than 128 characters or has control characters
 */
export function ResourceId(value: string): ResourceId {
  return checkIdText("ResourceId", value, 128) as ResourceId;
}
