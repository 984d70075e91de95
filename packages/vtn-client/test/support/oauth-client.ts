import { ManualClock, RecordingLogger } from "@ven/core/testing";
import {
  authenticatedExchange,
  type ClientCredentialsAuth,
  type VtnExchange,
  VtnHttp,
  type VtnHttpOptions,
} from "@ven/vtn-client";

export const credentials = {
  kind: "clientCredentials",
  clientId: "ven-17",
  clientSecret: "s3cret/+& ü",
} as const;

/** A client with OAuth credentials, on a clock that stands still. */
export interface OauthClient {
  readonly clock: ManualClock;
  readonly logger: RecordingLogger;
  readonly http: VtnHttp;
  readonly exchange: VtnExchange;
}

/** Connects such a client. */
export function connectOauth(
  { vtnUrl }: { readonly vtnUrl: string },
  auth: Partial<ClientCredentialsAuth> = {},
  options: Partial<VtnHttpOptions> = {},
): OauthClient {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const http = new VtnHttp({ vtnUrl, clock, logger, random: () => 0, maxSockets: 50, ...options });
  return {
    clock,
    logger,
    http,
    exchange: authenticatedExchange(http, { ...credentials, ...auth }),
  };
}
