import { z } from "zod";
import { uriText } from "../text/uri-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** Where tokens come from. OpenADR 3.1.0 `authServerInfo`. */
export interface AuthServerInfo {
  readonly tokenURL: string;
}

/** Checks an {@link AuthServerInfo}; unknown properties survive. */
export const authServerInfoSchema: z.ZodType<AuthServerInfo, AuthServerInfo> =
  wireSchema<AuthServerInfo>()(z.looseObject({ tokenURL: uriText }));
