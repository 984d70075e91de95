import { describeError } from "@ven/core";
import { isVtnProblemError, isVtnUnreachableError, VenClient } from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";
import { vtnConnection } from "../compose/vtn-connection.ts";
import { bad, type Finding, good } from "./finding.ts";
import type { RemedyKey } from "./remedies.ts";

/** Asks the VTN about each VEN: whether it answers, accepts the token, and knows the VEN. */
export async function examineVtn(
  context: CommandContext,
  venIds: readonly string[],
): Promise<readonly Finding[]> {
  const { bearerToken, logger } = context;
  const connection = vtnConnection(context);
  const { vtnUrl } = connection;
  const findings: Finding[] = [];
  for (const venName of venIds.length === 0 ? ["ven-doctor"] : venIds) {
    try {
      await using client = new VenClient({ ...connection, venName, logger });
      const found = await client.findVen();
      if (findings.length === 0) {
        findings.push(good("VTN", `${vtnUrl} answers`));
        findings.push(good("Token", bearerToken === undefined ? "none is wanted" : "accepted"));
      }
      if (venIds.length === 0) continue;
      const name = `VEN ${venName}`;
      findings.push(
        found === undefined
          ? bad(name, "not registered", "registered")
          : good(name, `registered as ${found.vtnVenId}`),
      );
    } catch (error) {
      findings.push(...describeFailure(error, vtnUrl, bearerToken !== undefined));
      break;
    }
  }
  return findings;
}

function describeFailure(error: unknown, vtnUrl: string, hasToken: boolean): readonly Finding[] {
  const detail = describeError(error);
  if (isVtnUnreachableError(error)) return [bad("VTN", detail, "unreachable")];
  if (!isVtnProblemError(error)) return [bad("VTN", detail, "refused")];
  const { status } = error;
  if (status === 401 || status === 403) {
    const seen = hasToken
      ? `refused (${status})`
      : `none is set, and the VTN wants one (${status})`;
    return [good("VTN", `${vtnUrl} answers`), bad("Token", seen, "token")];
  }
  return [bad("VTN", detail, remedyFor(status))];
}

function remedyFor(status: number): RemedyKey {
  if (status === 404) return "notFound";
  return status >= 500 ? "failing" : "refused";
}
