import { InvalidValueError } from "@ven/core";
import { MEASURED_QUANTITIES, MEASUREMENT_ROLES, type Measurement } from "./measurement.ts";

/**
 * Checks what a measurement, perhaps from JavaScript, measures and stands for: its value would have
 * no unit.
 *
 * @param path - where it stands, such as `measurements[0]`
 * @throws {InvalidValueError} that names the quantities or roles that there are
 */
export function checkMeasurementKind({ quantity, role }: Measurement, path: string): void {
  if (!Object.hasOwn(MEASURED_QUANTITIES, quantity)) {
    const rule = `give one of ${Object.keys(MEASURED_QUANTITIES).join(", ")}`;
    throw new InvalidValueError(`${path}.quantity`, quantity, rule);
  }
  if (!MEASUREMENT_ROLES.includes(role)) {
    throw new InvalidValueError(
      `${path}.role`,
      role,
      `give one of ${MEASUREMENT_ROLES.join(", ")}`,
    );
  }
}
