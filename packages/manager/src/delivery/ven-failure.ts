import { type Clock, describeError, type Logger } from "@ven/core";
import { isVtnUnreachableError } from "@ven/vtn-client";
import { isNoReportEventError } from "../errors/no-report-event-error.ts";
import { MANAGER_LOG } from "../manager-log.ts";
import { type RequestFailure, readFailure } from "./read-failure.ts";
import type { VtnGate } from "./vtn-gate.ts";

/**
 * Tells why a VEN cannot report, once until it is answered or fails otherwise, and the gate what that
 * says of the VTN. A VEN that the VTN refuses is left alone from then on, longer each time.
 *
 * @returns the reason
 */
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
  const fields = { venId, reason };
  if (gate.noteVenFailure(venId, reason)) logger.error(fields, MANAGER_LOG.venFailed);
  else logger.debug(fields, MANAGER_LOG.venFailed);
  const failure = failureOf(error, clock);
  if (failure?.health !== undefined) {
    const { health, retryAfterMs } = failure;
    gate.fail({ reason, health, retryAfterMs, venId });
  } else if (!isVtnUnreachableError(error)) {
    // What the client does not know is the VEN's own. What we broke off ourselves is nobody's fault.
    const isOfVtn = failure !== undefined || isNoReportEventError(error);
    gate.refuseVen(venId, reason, { isOfVtn });
  }
  return reason;
}

/** `undefined` for what is no failure of a request. */
function failureOf(error: unknown, clock: Clock): RequestFailure | undefined {
  try {
    return readFailure(error, clock);
  } catch {
    return undefined;
  }
}
