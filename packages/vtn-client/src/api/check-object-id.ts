import { InvalidValueError } from "@ven/core";

/** Whether a VTN can have given this as an id: 1 to 128 letters, digits, `_` or `-`. */
export function isObjectId(id: unknown): id is string {
  return typeof id === "string" && /^[a-zA-Z0-9_-]{1,128}$/.test(id);
}

/**
 * Checks an id before it goes into a path.
 *
 * @throws {InvalidValueError} if it is none that a VTN can have given
 */
export function checkObjectId(name: string, id: string): string {
  if (!isObjectId(id)) {
    throw new InvalidValueError(
      name,
      id,
      "give an id of the VTN: 1 to 128 letters, digits, _ or -",
    );
  }
  return id;
}
