import { InvalidValueError } from "@ven/core";
import { oneOf } from "./one-of.ts";

/** All keys that objects of a type may have. */
export type KnownKeys<Type> = Readonly<Record<keyof Type, true>>;

/**
 * Checks that a value is an object that has no other keys than the known ones: one that is misspelt
 * would be ignored without a word.
 *
 * @param subject - what it is, such as `range`
 * @throws {InvalidValueError} that names the key that is not known, and the known one that is nearest
 */
export function checkKeys(
  subject: string,
  value: unknown,
  known: Readonly<Record<string, true>>,
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const keys = Object.keys(known).join(", ");
    throw new InvalidValueError(subject, value, `give an object with some of the keys ${keys}`);
  }
  for (const key in value) {
    if (Object.hasOwn(known, key)) continue;
    const given: unknown = (value as Readonly<Record<string, unknown>>)[key];
    const rule = `there is no such key: ${oneOf(key, Object.keys(known))}`;
    throw new InvalidValueError(`${subject}.${key.slice(0, 60)}`, given, rule);
  }
}
