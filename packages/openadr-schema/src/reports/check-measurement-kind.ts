import { InvalidValueError } from "@ven/core";
import { DATA_QUALITIES } from "../enumerations/data-qualities.ts";
import { MEASURED_QUANTITIES, MEASUREMENT_ROLES, type Measurement } from "./measurement.ts";

/**
 * Checks what a measurement, perhaps from JavaScript, measures and stands for, as its value would have
 * no unit, and its quality, if it is said.
 *
 * @param path - where it stands, such as `measurements[0]`
 * @throws {InvalidValueError} that names the quantities, roles or qualities that there are
 */
export function checkMeasurementKind({ quantity, role, quality }: Measurement, path: string): void {
  checkOneOf(`${path}.quantity`, quantity, Object.keys(MEASURED_QUANTITIES));
  checkOneOf(`${path}.role`, role, MEASUREMENT_ROLES);
  if (quality !== undefined) checkOneOf(`${path}.quality`, quality, Object.keys(DATA_QUALITIES));
}

function checkOneOf(subject: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new InvalidValueError(subject, value, `give one of ${allowed.join(", ")}`);
}
