import { InvalidValueError } from "@ven/core";
import { OPENADR_VERSIONS, type OpenAdrVersion } from "./openadr-version.ts";

/**
 * Checks a version that a caller gave, perhaps from JavaScript: one that is not known must not be
 * taken for another.
 *
 * @throws {InvalidValueError} that names the versions that there are
 */
export function checkOpenAdrVersion(version: OpenAdrVersion): void {
  if (OPENADR_VERSIONS.includes(version)) return;
  const known = OPENADR_VERSIONS.map((one) => `"${one}"`).join(" or ");
  throw new InvalidValueError("version", version, `give ${known}`);
}
