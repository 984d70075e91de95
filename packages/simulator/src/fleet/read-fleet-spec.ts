import { checkedSpec } from "./checked-spec.ts";
import { type FleetSpec, fleetSpec } from "./fleet-spec.ts";

/**
 * Checks a fleet that comes from outside and fills in what was left out.
 *
 * @throws {InvalidValueError} that names the first place that breaks a rule
 */
export function readFleetSpec(value: unknown): FleetSpec {
  return checkedSpec("fleet", fleetSpec, value);
}
