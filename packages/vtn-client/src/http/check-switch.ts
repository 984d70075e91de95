import { InvalidValueError } from "@ven/core";

/**
 * Checks something that is on or off: of the text "false", as the environment gives it, JavaScript
 * would make true.
 *
 * @throws {InvalidValueError} if it is neither true nor false
 */
export function checkSwitch(name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw new InvalidValueError(name, value, "give true or false, not a text");
}
