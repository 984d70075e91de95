import { OPENADR_VERSIONS, type OpenAdrVersion } from "@ven/openadr-schema";
import { vtnApi301 } from "./api/3.0.1/vtn-api.ts";
import { vtnApi310 } from "./api/3.1.0/vtn-api.ts";
import { ApiCall, type ApiCallOptions } from "./api/api-call.ts";
import type { VtnClient } from "./api/vtn-client.ts";
import { openConnection, type SharedHttp } from "./auth/open-connection.ts";
import type { VtnAuth } from "./auth/vtn-auth.ts";
import { checkChoice } from "./http/check-choice.ts";
import type { VtnHttpOptions } from "./http/vtn-http-options.ts";

/** Which VTN a client talks to, what it speaks, and as whom. */
export type VtnClientOptions<Version extends OpenAdrVersion = OpenAdrVersion> =
  VtnClientIdentity<Version> & (VtnHttpOptions | SharedHttp);

/** What a client speaks, and as whom. */
export interface VtnClientIdentity<Version extends OpenAdrVersion = OpenAdrVersion>
  extends ApiCallOptions {
  readonly protocol: Version;
  /** How the client proves who it is; not together with `bearerToken`. @defaultValue with `bearerToken`, if there is one */
  readonly auth?: VtnAuth;
}

const APIS = { "3.0.1": vtnApi301, "3.1.0": vtnApi310 } as const;

/**
 * Makes a client of a VTN that speaks OpenADR 3.0.1 or 3.1.0; sends nothing yet.
 *
 * Give several clients one {@link VtnHttp} as `http`, and they share its connections, limits and
 * retries; then who made the `VtnHttp` closes it.
 *
 * @throws {InvalidValueError} if an option is out of its range, or would be passed over in silence
 */
export function createVtnClient<Version extends OpenAdrVersion>(
  options: VtnClientOptions<Version>,
): VtnClient<Version> {
  checkChoice("protocol", options.protocol, OPENADR_VERSIONS);
  const { exchange, vtnUrl, close } = openConnection(options);
  const client = {
    ...APIS[options.protocol](new ApiCall(exchange, options)),
    vtnUrl,
    close,
    [Symbol.asyncDispose]: close,
  };
  return client as VtnClient<OpenAdrVersion> as VtnClient<Version>;
}
