import { z } from "zod";
import { boundedText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** Body of `POST /auth/token`, form-encoded. OpenADR 3.0.1 and 3.1.0 `clientCredentialRequest`. */
export interface TokenRequest {
  readonly grant_type: "client_credentials";
  readonly client_id: string;
  readonly client_secret: string;
  /** Scopes, parted by spaces. */
  readonly scope?: string;
}

/** Checks a {@link TokenRequest}; unknown properties survive. */
export const tokenRequestSchema: z.ZodType<TokenRequest, TokenRequest> = wireSchema<TokenRequest>()(
  z.looseObject({
    grant_type: z.literal("client_credentials"),
    client_id: boundedText(1, 4_096),
    client_secret: boundedText(1, 4_096),
    scope: boundedText(0, 4_096).optional(),
  }),
);
