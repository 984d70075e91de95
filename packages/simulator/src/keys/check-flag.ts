import { InvalidValueError } from "@ven/core";

/** @throws {InvalidValueError} if a value that may be left out is neither true nor false */
export function checkFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === "boolean") return;
  throw new InvalidValueError(name, value, "give true or false");
}
