import { InvalidValueError } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import { vtnApi301 } from "./api/3.0.1/vtn-api.ts";
import { vtnApi310 } from "./api/3.1.0/vtn-api.ts";
import { ApiCall, type ApiCallOptions } from "./api/api-call.ts";
import type { VtnClient } from "./api/vtn-client.ts";
import { authenticatedExchange } from "./auth/authenticated-exchange.ts";
import type { VtnAuth } from "./auth/vtn-auth.ts";
import { VtnHttp } from "./http/vtn-http.ts";
import type { VtnHttpOptions } from "./http/vtn-http-options.ts";
import type { SharedHttp } from "./ven/ven-client-options.ts";

/** Which VTN a client talks to, what it speaks, and as whom. */
export type VtnClientOptions<Version extends OpenAdrVersion = OpenAdrVersion> =
  VtnClientIdentity<Version> & (VtnHttpOptions | SharedHttp);

/** What a client speaks, and as whom. */
export interface VtnClientIdentity<Version extends OpenAdrVersion = OpenAdrVersion>
  extends ApiCallOptions {
  readonly protocol: Version;
  /** How the client proves who it is. @defaultValue with `bearerToken`, if there is one */
  readonly auth?: VtnAuth;
}

const APIS = { "3.0.1": vtnApi301, "3.1.0": vtnApi310 } as const;

/**
 * Makes a client of a VTN that speaks OpenADR 3.0.1 or 3.1.0; sends nothing yet.
 *
 * Give several clients one {@link VtnHttp} as `http`, and they share its connections, limits and
 * retries; then who made the `VtnHttp` closes it.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function createVtnClient<Version extends OpenAdrVersion>(
  options: VtnClientOptions<Version>,
): VtnClient<Version> {
  if (!Object.hasOwn(APIS, options.protocol)) {
    throw new InvalidValueError("protocol", options.protocol, 'give "3.0.1" or "3.1.0"');
  }
  const isShared = "http" in options;
  const http = isShared ? options.http : new VtnHttp(options);
  const exchange = options.auth === undefined ? http : authenticatedExchange(http, options.auth);
  const close = async () => {
    if (!isShared) await http.close();
  };
  const client = {
    ...APIS[options.protocol](new ApiCall(exchange, options)),
    vtnUrl: http.vtnUrl,
    close,
    [Symbol.asyncDispose]: close,
  };
  return client as VtnClient<OpenAdrVersion> as VtnClient<Version>;
}
