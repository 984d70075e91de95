/** The constant messages that a client logs, so that a printer or a test can match them. */
export const VTN_CLIENT_LOG = {
  /** warn: `tried`, `fault`. The answer breaks the specification and was passed on as it is. */
  invalidAnswer: "answer of the VTN breaks the specification",
  /** info: `tokenUrl`, `expiresInS`. */
  tokenReceived: "token received",
  /** warn: `reason`. The token that is still good is used on. */
  tokenNotRenewed: "token could not be renewed early",
} as const;
