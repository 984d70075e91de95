/** The constant messages that a client of 3.0.1 or 3.1.0 logs, so that a printer or a test can match them. */
export const VTN_CLIENT_LOG = {
  /** warn: `tried`, `fault`. The answer breaks the specification and was passed on as it is. */
  invalidAnswer: "answer of the VTN breaks the specification",
} as const;
