import { isVenError, VenError } from "./ven-error.ts";

/** A value given by a caller breaks a rule; the message names the thing, the value and the rule. */
export class InvalidValueError extends VenError {
  /** What the value was meant to be, for example `VenId` or `fleet.vens[0].resources[2].name`. */
  readonly subject: string;
  /** The rule that it breaks, and so what to do. */
  readonly rule: string;

  constructor(subject: string, value: unknown, rule: string, options: { cause?: unknown } = {}) {
    super(`${subject} ${describeValue(value)} is not valid: ${rule}`, {
      code: "INVALID_VALUE",
      ...options,
    });
    this.subject = subject;
    this.rule = rule;
  }
}

/** Tells whether a caught value is an {@link InvalidValueError}. */
export function isInvalidValueError(value: unknown): value is InvalidValueError {
  return isVenError(value, "INVALID_VALUE");
}

function describeValue(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "array" : "object";
  return String(value);
}
