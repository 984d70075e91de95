import { z } from "zod";
import { freeText } from "../text/bounded-text.ts";
import { uriText } from "../text/uri-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** Why there is no token, after RFC 6749. */
export const TOKEN_ERRORS = [
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "invalid_scope",
  "unauthorized_client",
  "unsupported_grant_type",
] as const;

/** A refusal of a token. OpenADR 3.0.1 and 3.1.0 `authError`. */
export interface TokenError {
  readonly error: (typeof TOKEN_ERRORS)[number];
  readonly error_description?: string;
  readonly error_uri?: string;
}

/** Checks a {@link TokenError}; unknown properties survive. */
export const tokenErrorSchema: z.ZodType<TokenError, TokenError> = wireSchema<TokenError>()(
  z.looseObject({
    error: z.enum(TOKEN_ERRORS),
    error_description: freeText.optional(),
    error_uri: uriText.optional(),
  }),
);
