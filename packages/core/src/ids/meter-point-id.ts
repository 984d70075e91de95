import { InvalidValueError } from "../errors/invalid-value-error.ts";
import type { Brand } from "./brand.ts";

/** A metering point: an 18-digit GSRN (Global Service Relation Number) whose last digit checks. */
export type MeterPointId = Brand<string, "MeterPointId">;

/**
 * Checks and brands a {@link MeterPointId}.
 *
 * @throws {InvalidValueError} if it is not 18 digits or its check digit is wrong
 */
export function MeterPointId(value: string): MeterPointId {
  if (!/^[0-9]{18}$/.test(value)) {
    throw new InvalidValueError("MeterPointId", value, "a GSRN has exactly 18 digits");
  }
  const expected = gsrnCheckDigit(value.slice(0, 17));
  if (value[17] !== String(expected)) {
    throw new InvalidValueError("MeterPointId", value, `its last digit must be ${expected}`);
  }
  return value as MeterPointId;
}

/**
 * The check digit of a GSRN: weights 3 and 1 from the right, to the next multiple of ten.
 *
 * @param digits - the first 17 digits
 * @returns 0 to 9
 * @throws {InvalidValueError} if there are not exactly 17 digits
 * Source: GS1 General Specifications, "Standard check digit calculations for GS1 data structures"
 */
export function gsrnCheckDigit(digits: string): number {
  if (!/^[0-9]{17}$/.test(digits)) {
    throw new InvalidValueError("GSRN without its check digit", digits, "give exactly 17 digits");
  }
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(digits[i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}
