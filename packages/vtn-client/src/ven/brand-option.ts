import { InvalidValueError, isInvalidValueError } from "@ven/core";

/**
 * Brands an option.
 *
 * @param brand - such as `VenId`
 * @throws {InvalidValueError} that names the option, not the brand, which a caller need not know
 */
export function brandOption<Id>(name: string, value: string, brand: (value: string) => Id): Id {
  try {
    return brand(value);
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    throw new InvalidValueError(name, value, error.rule);
  }
}
