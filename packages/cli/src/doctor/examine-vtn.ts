import { describeError } from "@ven/core";
import {
  createVtnClient,
  isVtnAuthError,
  isVtnProblemError,
  isVtnUnreachableError,
  VenClient,
  type VtnAuth,
  VtnHttp,
} from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";
import { vtnConnection } from "../compose/vtn-connection.ts";
import { bad, type Finding, good } from "./finding.ts";
import type { RemedyKey } from "./remedies.ts";

/** Asks the VTN about each VEN: whether it answers, accepts the login, and knows the VEN. */
export async function examineVtn(
  context: CommandContext,
  venIds: readonly string[],
): Promise<readonly Finding[]> {
  const { login } = context;
  const connection = vtnConnection(context);
  const { vtnUrl } = connection;
  const findings: Finding[] = [];
  await using http = new VtnHttp(connection);
  for (const venName of venIds.length === 0 ? ["ven-doctor"] : venIds) {
    const auth = login.venAuth[venName] ?? login.auth;
    try {
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
      break;
    }
  }
  return findings;
}

/** The id that the VTN gave a VEN; `undefined` if it does not know it. */
async function findVen(
  { settings, logger, clock }: CommandContext,
  http: VtnHttp,
  auth: VtnAuth,
  venName: string,
): Promise<string | undefined> {
  const { protocol = "flat" } = settings;
  if (protocol === "flat") {
    const ven = await new VenClient({ http, auth, venName, logger }).findVen();
    return ven?.vtnVenId;
  }
  const client = createVtnClient({ protocol, http, auth, logger, clock });
  for await (const ven of client.vens.search({ venName })) {
    if (ven.venName === venName) return ven.id;
  }
  return undefined;
}

function describeFailure(error: unknown, vtnUrl: string, auth: VtnAuth): readonly Finding[] {
  const detail = describeError(error);
  if (isVtnUnreachableError(error)) return [bad("VTN", detail, "unreachable")];
  if (isVtnAuthError(error)) return [bad("Token", detail, "login")];
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
  return status >= 500 ? "failing" : "refused";
}
