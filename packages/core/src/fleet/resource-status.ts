import { InvalidValueError } from "../errors/invalid-value-error.ts";

/** What a resource's registration can be. Only APPROVED resources are metered and reported. */
export const RESOURCE_STATUSES = ["APPROVED", "PENDING", "SUSPENDED"] as const;

/** Registration status of a resource. */
export type ResourceStatus = (typeof RESOURCE_STATUSES)[number];

/**
 * Checks a resource status that comes from outside.
 *
 * @throws {InvalidValueError} if it is none of {@link RESOURCE_STATUSES}
 */
export function ResourceStatus(value: string): ResourceStatus {
  const status = RESOURCE_STATUSES.find((known) => known === value);
  if (status === undefined) {
    throw new InvalidValueError("ResourceStatus", value, `use ${RESOURCE_STATUSES.join(", ")}`);
  }
  return status;
}
