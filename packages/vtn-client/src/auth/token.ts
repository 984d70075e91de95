/** How long a token is used whose lifetime is not told, ms. */
const UNTOLD_MS = 3_600_000;
/** Longest lifetime that is believed, ms. */
const LONGEST_MS = 86_400_000;
/** Longest time before its end at which a token is renewed, ms. */
const LONGEST_MARGIN_MS = 60_000;

/** One access token. */
export interface Token {
  readonly accessToken: string;
  /** The whole header. */
  readonly authorization: string;
  readonly lifetimeMs: number;
  readonly receivedAtMs: number;
  /** From then on it is renewed while it is used on, monotonic ms. */
  readonly renewAtMs: number;
  /** From then on it is not used, monotonic ms. */
  readonly expiresAtMs: number;
  /** The status with which the VTN refused the token before it, if that is why it was fetched. */
  readonly replacesRefused: 401 | 403 | undefined;
  /** Whether the VTN has taken it for good since. */
  wasAccepted: boolean;
}

/**
 * Makes a token of what a token endpoint answered.
 *
 * @param sentAtMs - when it was asked for, monotonic ms: its lifetime counts from then
 */
export function newToken(
  accessToken: string,
  expiresInS: unknown,
  sentAtMs: number,
  replacesRefused: 401 | 403 | undefined,
): Token {
  const lifetimeMs = readLifetimeMs(expiresInS);
  const expiresAtMs = sentAtMs + lifetimeMs;
  return {
    accessToken,
    authorization: `Bearer ${accessToken}`,
    lifetimeMs,
    receivedAtMs: sentAtMs,
    renewAtMs: expiresAtMs - Math.min(LONGEST_MARGIN_MS, lifetimeMs / 10),
    expiresAtMs,
    replacesRefused,
    wasAccepted: false,
  };
}

/**
 * Reads `expires_in`. One that is missing, no number, or not above 0 (with which some servers say
 * "never") leaves the lifetime open: then the VTN tells by refusing the token.
 *
 * @returns ms, above 0 and at most one day
 */
function readLifetimeMs(expiresInS: unknown): number {
  const seconds = typeof expiresInS === "string" ? Number(expiresInS) : expiresInS;
  if (typeof seconds !== "number" || !(seconds > 0)) return UNTOLD_MS;
  return Math.min(seconds * 1_000, LONGEST_MS);
}
