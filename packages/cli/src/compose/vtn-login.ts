import { nearestName } from "@ven/core";
import type { VtnAuth } from "@ven/vtn-client";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";
import { type ClientCredentials, readCredentialsFile } from "../settings/read-credentials-file.ts";
import { readSecret } from "../settings/read-secret.ts";
import type { Settings } from "../settings/settings.ts";

/** How the fleet logs in at its VTN. */
export interface VtnLogin {
  /** The file that `venAuth` and `businessLogicAuth` come from. */
  readonly credentialsFile: string | undefined;
  /** Of the VENs that have no login of their own. */
  readonly auth: VtnAuth;
  /** Of single VENs, by local name. */
  readonly venAuth: Readonly<Record<string, VtnAuth>>;
  /** Creates the program and the event that reports quote, where VENs may not. */
  readonly businessLogicAuth: VtnAuth | undefined;
}

/**
 * Reads how to log in: a bearer token, one OAuth2 client for all, or one for each VEN.
 *
 * @throws {SettingError} if a secret is missing or cannot be read, or two ways are given at once
 */
export async function openVtnLogin(
  terminal: Pick<Terminal, "environment" | "workingFolder">,
  settings: Settings,
): Promise<VtnLogin> {
  const { credentialsFile, clientId } = settings;
  const file =
    credentialsFile === undefined ? {} : await readCredentialsFile(terminal, credentialsFile);
  const venAuth = Object.entries(file.vens ?? {}).map(
    ([venId, credentials]) => [venId, clientAuth(credentials, settings)] as const,
  );
  const { businessLogic } = file;
  const token = await readSecret(terminal, {
    what: "bearer token",
    variable: "VEN_BEARER_TOKEN",
    file: settings.bearerTokenFile,
  });
  if (token !== undefined && clientId !== undefined) {
    throw new SettingError(
      "there are two logins: a bearer token (VEN_BEARER_TOKEN or --bearer-token-file) and --client-id; leave one out",
    );
  }
  return {
    credentialsFile,
    auth: await commonAuth(terminal, settings, token),
    venAuth: Object.fromEntries(venAuth),
    businessLogicAuth: businessLogic && clientAuth(businessLogic, settings),
  };
}

/**
 * How a VEN logs in: as itself, or as all do.
 *
 * @throws {SettingError} if there is a credentials file and this VEN is not in it, nor a login of all
 */
export function loginOf({ login }: { readonly login: VtnLogin }, venId: string): VtnAuth {
  const { credentialsFile, auth, venAuth } = login;
  const own = Object.hasOwn(venAuth, venId) ? venAuth[venId] : undefined;
  if (own !== undefined) return own;
  if (credentialsFile === undefined || auth.kind !== "none") return auth;
  const known = Object.keys(venAuth);
  const near = nearestName(venId, known);
  const shown = known.length === 0 ? "none" : known.slice(0, 5).join(", ");
  throw new SettingError(
    `the credentials file ${credentialsFile} has no client for VEN "${venId}"; ` +
      (near === undefined ? `it has ${shown}` : `did you mean "${near}"?`),
  );
}

async function commonAuth(
  terminal: Pick<Terminal, "environment" | "workingFolder">,
  settings: Settings,
  token: string | undefined,
): Promise<VtnAuth> {
  const { clientId, clientSecretFile } = settings;
  if (token !== undefined) return { kind: "bearer", token };
  if (clientId === undefined) {
    if (clientSecretFile === undefined) return { kind: "none" };
    throw new SettingError("--client-secret-file is the secret of no client: add --client-id");
  }
  const clientSecret = await readSecret(terminal, {
    what: "client secret",
    variable: "VEN_CLIENT_SECRET",
    file: clientSecretFile,
  });
  if (clientSecret === undefined) {
    throw new SettingError(
      `the secret of client "${clientId}" is missing: set VEN_CLIENT_SECRET or --client-secret-file`,
    );
  }
  return clientAuth({ clientId, clientSecret }, settings);
}

function clientAuth(credentials: ClientCredentials, { tokenUrl }: Settings): VtnAuth {
  const login = { kind: "clientCredentials", ...credentials } as const;
  return tokenUrl === undefined ? login : { ...login, tokenUrl };
}
