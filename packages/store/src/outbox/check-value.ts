import { InvalidValueError } from "@ven/core";

/** Checks a text of 1 to `mostCharacters` characters. */
export function checkText(subject: string, value: unknown, mostCharacters: number): void {
  if (isTextWithin(value, mostCharacters)) return;
  throw new InvalidValueError(subject, value, `give 1 to ${mostCharacters} characters`);
}

/** Whether a value is a text of 1 to `mostCharacters` characters. */
export function isTextWithin(value: unknown, mostCharacters: number): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= mostCharacters;
}

/** Checks a whole number from `least` to `most`. */
export function checkWhole(subject: string, value: unknown, least: number, most: number): void {
  if (isWholeWithin(value, least, most)) return;
  throw new InvalidValueError(subject, value, `give a whole number, ${least} to ${most}`);
}

/** Whether a value is a whole number from `least` to `most`. */
export function isWholeWithin(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Checks an instant in epoch ms. */
export function checkInstant(subject: string, value: unknown): void {
  if (isInstant(value)) return;
  throw new InvalidValueError(subject, value, "give epoch ms, a whole number of 0 or more");
}

/** Whether a value is an instant in epoch ms, as far as a `Date` reaches. */
export function isInstant(value: unknown): boolean {
  return isWholeWithin(value, 0, 8_640_000_000_000_000);
}
