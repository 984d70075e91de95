import { type Clock, describeError, type Logger } from "@ven/core";
import { MANAGER_LOG } from "../manager-log.ts";
import { readFailure } from "./read-failure.ts";
import type { VtnGate } from "./vtn-gate.ts";

/** Tells why a VEN cannot report, and the gate what that says of the VTN. */
export function tellVenFailure(
  error: unknown,
  venId: string,
  {
    gate,
    clock,
    logger,
  }: { readonly gate: VtnGate; readonly clock: Clock; readonly logger: Logger },
): string {
  const reason = describeError(error);
  logger.error({ venId, reason }, MANAGER_LOG.venFailed);
  try {
    const { health, retryAfterMs } = readFailure(error, clock);
    if (health !== undefined) gate.fail({ reason, health, retryAfterMs, venId });
  } catch {
    // What the client does not know, such as that no event can be found, is the VEN's own.
  }
  return reason;
}
