import { describeError } from "@ven/core";
import {
  isVtnAnswerError,
  isVtnAuthError,
  isVtnProblemError,
  isVtnUnreachableError,
  type VtnAuth,
  VtnHttp,
} from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";
import { vtnConnection } from "../compose/vtn-connection.ts";
import { loginOf } from "../compose/vtn-login.ts";
import { isCertificateFault } from "../errors/remedy-of.ts";
import { isSettingError } from "../errors/setting-error.ts";
import { examineEvent } from "./examine-event.ts";
import { findVen } from "./find-ven.ts";
import { bad, type Finding, good } from "./finding.ts";
import type { RemedyKey } from "./remedies.ts";

/**
 * Asks the VTN about each VEN: whether it answers, speaks the protocol, accepts the login, knows the
 * VEN, and has an event that reports can quote.
 */
export async function examineVtn(
  context: CommandContext,
  venIds: readonly string[],
): Promise<readonly Finding[]> {
  const connection = vtnConnection(context);
  const { vtnUrl } = connection;
  const findings: Finding[] = [];
  await using http = new VtnHttp(connection);
  for (const venName of venIds.length === 0 ? ["ven-doctor"] : venIds) {
    let auth: VtnAuth = { kind: "none" };
    try {
      auth = loginOf(context, venName);
      const id = await findVen(context, http, auth, venName);
      if (findings.length === 0) {
        findings.push(good("VTN", `${vtnUrl} answers`));
        findings.push(good("Token", auth.kind === "none" ? "none is wanted" : "accepted"));
      }
      if (venIds.length === 0) continue;
      const name = `VEN ${venName}`;
      findings.push(
        id === undefined
          ? bad(name, "not registered", "registered")
          : good(name, `registered as ${id}`),
      );
    } catch (error) {
      findings.push(...describeFailure(error, vtnUrl, auth));
      return findings;
    }
  }
  try {
    findings.push(...(await examineEvent(context, http, venIds)));
  } catch (error) {
    findings.push(...describeFailure(error, vtnUrl, { kind: "none" }));
  }
  return findings;
}

function describeFailure(error: unknown, vtnUrl: string, auth: VtnAuth): readonly Finding[] {
  const detail = describeError(error);
  if (isSettingError(error)) return [bad("Token", detail, "login")];
  if (isVtnUnreachableError(error)) {
    return [bad("VTN", detail, isCertificateFault(error) ? "certificate" : "unreachable")];
  }
  if (isVtnAuthError(error)) return [bad("Token", detail, "login")];
  if (isVtnAnswerError(error)) return [bad("VTN", detail, "protocol")];
  if (!isVtnProblemError(error)) return [bad("VTN", detail, "refused")];
  const { status } = error;
  if (status === 401 || status === 403) {
    const seen =
      auth.kind === "none"
        ? `none is set, and the VTN wants one (${status})`
        : `refused (${status})`;
    return [good("VTN", `${vtnUrl} answers`), bad("Token", seen, "token")];
  }
  return [bad("VTN", detail, remedyFor(status))];
}

function remedyFor(status: number): RemedyKey {
  if (status === 404) return "notFound";
  if (status === 400) return "protocol";
  return status >= 500 ? "failing" : "refused";
}
