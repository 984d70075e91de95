import { InvalidValueError } from "../errors/invalid-value-error.ts";

const CONTROL_CHARACTER = /\p{Cc}/u;

/** Checks a name or id that comes from outside: a non-blank string of 1 to `maxLength` characters. */
export function checkIdText(subject: string, value: string, maxLength: number): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > maxLength) {
    throw new InvalidValueError(
      subject,
      value,
      `give 1 to ${maxLength} characters, not only blanks`,
    );
  }
  if (CONTROL_CHARACTER.test(value)) {
    throw new InvalidValueError(subject, value, "remove the control characters");
  }
  return value;
}
