/** The constant messages that tokens cause, so that a printer or a test can match them. */
export const VTN_AUTH_LOG = {
  /** info: `clientId`. */
  tokenReceived: "token received",
  /** warn: `clientId`, `reason`. The token that is still good is used on. */
  tokenNotRenewed: "token could not be renewed early",
  /** warn: `clientId`, `status`. A new one is fetched. */
  tokenRefused: "VTN refused a token",
} as const;
