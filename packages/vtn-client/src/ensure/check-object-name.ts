import { InvalidValueError } from "@ven/core";

/**
 * Checks the name by which an object is found: without one, a search would read all of its kind.
 *
 * OpenADR 3.1.0 Definition, "Object names": 1 to 128 characters.
 *
 * @throws {InvalidValueError} if it is missing or too long
 */
export function checkObjectName(property: string, name: string): string {
  if (typeof name === "string" && name !== "" && [...name.slice(0, 257)].length <= 128) return name;
  throw new InvalidValueError(property, name, "give 1 to 128 characters");
}
