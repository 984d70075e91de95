import { isNoReportEventError } from "@ven/manager";
import { isVtnAuthError, isVtnProblemError } from "@ven/vtn-client";
import { REMEDIES } from "../doctor/remedies.ts";

/** What to do about an error, in the words of `ven doctor`, where the packages cannot know the flags. */
export function remedyOf(error: unknown): string | undefined {
  if (isVtnAuthError(error)) return REMEDIES.login;
  if (isNoReportEventError(error)) return REMEDIES.event;
  if (!isVtnProblemError(error)) return undefined;
  if (error.code === "VTN_UNAUTHORIZED") return REMEDIES.token;
  if (error.status === 404) return REMEDIES.notFound;
  return undefined;
}
