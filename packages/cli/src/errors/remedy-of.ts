import { isInvalidValueError, isVenError } from "@ven/core";
import { isNoReportEventError } from "@ven/manager";
import {
  isVtnAnswerError,
  isVtnAuthError,
  isVtnProblemError,
  isVtnUnreachableError,
  type VtnUnreachableError,
} from "@ven/vtn-client";
import { REMEDIES } from "../doctor/remedies.ts";

/** What to do about an error, in the words of `ven doctor`, where the packages cannot know the flags. */
export function remedyOf(error: unknown): string | undefined {
  if (isInvalidValueError(error) && error.rule.includes("allowPlainHttp")) {
    return "--allow-plain-http allows it";
  }
  if (isVtnAuthError(error)) return REMEDIES.login;
  if (isNoReportEventError(error)) return REMEDIES.event;
  if (isVtnAnswerError(error)) return REMEDIES.protocol;
  if (isVtnUnreachableError(error))
    return isCertificateFault(error) ? REMEDIES.certificate : undefined;
  if (isVenError(error, "NO_HOLIDAY_DATA"))
    return "npm install --global date-holidays installs it beside a global ven";
  if (isVenError(error, "STORE_MISSING")) return REMEDIES.database;
  if (!isVtnProblemError(error)) return undefined;
  if (error.code === "VTN_UNAUTHORIZED") return REMEDIES.token;
  if (error.status === 404) return REMEDIES.notFound;
  if (error.status === 400) return REMEDIES.protocol;
  return undefined;
}

/** Whether a connection failed for its certificates. */
export function isCertificateFault({ reason }: VtnUnreachableError): boolean {
  return /CERT|SSL|TLS|UNABLE_TO|SELF_SIGNED|ALTNAME/.test(reason);
}
