import { InvalidValueError } from "@ven/core";

/** Longest name of a database, bucket, organisation or user. */
const MAX_NAME_LENGTH = 256;

/** Longest token or password. */
const MAX_SECRET_LENGTH = 4_096;

const CONTROL_CHARACTER = /\p{Cc}/u;

/** @throws {InvalidValueError} if it is no text, blank, too long or has control characters */
export function checkText(name: string, value: string): string {
  const isText = typeof value === "string" && value.trim() !== "";
  if (!isText || value.length > MAX_NAME_LENGTH || CONTROL_CHARACTER.test(value)) {
    const rule = `give 1 to ${MAX_NAME_LENGTH} characters, without control characters`;
    throw new InvalidValueError(name, value, rule);
  }
  return value;
}

/** @throws {InvalidValueError} that shows nothing of the value */
export function checkToken(value: string): string {
  return checkSecret("token", value, /^[!-~]+$/, "of ASCII, without blanks");
}

/** @throws {InvalidValueError} that shows nothing of the value */
export function checkPassword(value: string): string {
  return checkSecret("password", value, /^\P{Cc}+$/u, "on one line");
}

function checkSecret(name: string, value: string, form: RegExp, words: string): string {
  if (typeof value === "string" && value.length <= MAX_SECRET_LENGTH && form.test(value)) {
    return value;
  }
  const rule = `give 1 to ${MAX_SECRET_LENGTH} characters ${words}; if it comes from a file, take off the newline at its end`;
  throw new InvalidValueError(name, "(hidden)", rule);
}

/** @throws {InvalidValueError} if it is no whole number from `least` to `most` */
export function checkWhole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InvalidValueError(name, value, `give a whole number from ${least} to ${most}`);
}
