/** The constant messages that a {@link VenClient} logs, so that a printer or a test can match them. */
export const VEN_CLIENT_LOG = {
  /** debug: `venId`, `resourceName`, `loadId`, `powerW`, `timestampMs`, `status`. */
  accepted: "report accepted",
  /** warn: the same, and `body` (shortened, without tokens), `isRetryable`, `isAmbiguous`. */
  refused: "report refused",
  /** warn: the same, and `reason`, `detail`, `isAmbiguous`. */
  unanswered: "report unanswered",
  /** warn: the same, and `reason`. */
  notSent: "report not sent",
} as const;
