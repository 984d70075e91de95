import { InvalidValueError } from "@ven/core";
import { type FleetSpec, fleetSpec } from "./fleet-spec.ts";

/**
 * Checks a fleet that comes from outside and fills in what was left out.
 *
 * @throws {InvalidValueError} that names the first place that breaks a rule
 */
export function readFleetSpec(value: unknown): FleetSpec {
  const read = fleetSpec.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`,
  );
  let at: unknown = value;
  for (const part of issue?.path ?? [])
    at = (at as Record<PropertyKey, unknown> | undefined)?.[part];
  throw new InvalidValueError(`fleet${path.join("")}`, at, issue?.message ?? "it breaks a rule");
}
