import { z } from "zod";

/** A URI with its scheme, as RFC 3986 spells it; at most 8,000 characters. */
export const uriText: z.ZodType<string, string> = z
  .string()
  .min(2)
  .max(8_000)
  .regex(
    /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/,
    "write a whole URI such as https://example.com/path",
  );
