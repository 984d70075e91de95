import { InvalidValueError } from "@ven/core";

/**
 * Checks one of a few words, so that none is taken for another.
 *
 * @throws {InvalidValueError} that names the words that there are
 */
export function checkChoice<Choice extends string>(
  name: string,
  value: Choice | undefined,
  choices: readonly Choice[],
): Choice {
  if (value !== undefined && choices.includes(value)) return value;
  const known = choices.map((choice) => `"${choice}"`).join(" or ");
  throw new InvalidValueError(name, value, `give ${known}`);
}
