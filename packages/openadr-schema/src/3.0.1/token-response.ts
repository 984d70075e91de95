import { z } from "zod";
import { boundedText } from "../text/bounded-text.ts";
import { wholeNumber } from "../whole-number.ts";
import { wireSchema } from "../wire-schema.ts";

/** A token. OpenADR 3.0.1 and 3.1.0 `clientCredentialResponse`. */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: "Bearer";
  /** Seconds. */
  readonly expires_in?: number;
  readonly refresh_token?: string;
  readonly scope?: string;
}

/** Checks a {@link TokenResponse}; unknown properties survive. */
export const tokenResponseSchema: z.ZodType<TokenResponse, TokenResponse> =
  wireSchema<TokenResponse>()(
    z.looseObject({
      access_token: boundedText(1, 4_096),
      token_type: z.literal("Bearer"),
      expires_in: wholeNumber.optional(),
      refresh_token: boundedText(1, 4_096).optional(),
      scope: boundedText(0, 4_096).optional(),
    }),
  );
