/** The constant messages that a manager logs, so that a printer or a test can match them. */
export const MANAGER_LOG = {
  /** info, per tick: no fields. */
  tickStarted: "generating telemetry reports",
  /** info, per tick and VEN: `venId`. */
  collecting: "collecting meter data",
  /** info, per tick and VEN: `venId`, `resourceCount`, `readingCount`. */
  processing: "processing resources",
  /** debug, when some readings were missing: `venId`, `missingCount`. */
  missing: "readings missing",
  /** info, per tick and VEN: `venId`, `sentCount`, `readingCount`, `reportCount`. */
  sent: "reports sent",
  /** info, per tick: `sentCount`, `failedCount`, `reportCount`, `resourceCount`, `venCount`, `durationMs`. */
  complete: "report generation complete",
  /** info: `venId`, `vtnVenId`, `created`. */
  venRegistered: "VEN registered",
  /** info: `venId`, `registeredCount`, `existingCount`, `failedCount`. */
  resourcesRegistered: "resources registered",
  /** warn: `venId`, `resourceName`, `reason`. */
  resourceNotRegistered: "resource not registered",
  /** debug, per report of many readings: `venId`, `reportId`, `readingCount`. */
  reportAccepted: "report of many readings accepted",
  /** warn, when nothing is sent for a while: `reason`, `retryInMs`. */
  vtnDown: "the VTN cannot take readings",
  /** info, when it takes readings again: no fields. */
  vtnBack: "the VTN takes readings again",
  /**
   * warn, per shipment that is sent again, debug if its VEN had the same reason last and nothing was
   * delivered since: `venId`, `reason`, `retryInMs`.
   */
  postponed: "readings postponed",
  /** warn or debug like those postponed, per shipment that is looked for first: `venId`, `reason`, `retryInMs`. */
  ambiguous: "readings may have arrived",
  /** warn, where looking decides nothing: `venId`, `reason`, `onAmbiguous`. */
  undecided: "nobody can tell whether readings arrived",
  /** error, per entry that is given up: `venId`, `key`, `readingCount`, `reason`. */
  deadLetter: "readings refused for good",
  /** warn: `waitingCount`, `oldestAtMs`. */
  waiting: "readings wait in the outbox",
  /** warn, when a tick begins to wait (`onFull: "block"`): no fields. */
  roomAwaited: "a tick waits for room in the full outbox",
  /** warn: `sink`, `reason`, `retryInMs`. */
  sinkFailed: "readings could not be written beside the outbox",
  /** error, per batch and reason that is given up: `sink`, `entryCount`, `readingCount`, `reason`. */
  sinkRefused: "readings refused for good by a sink",
  /** error: `sink`, `reason`. */
  outboxFailed: "outbox failed",
  /** warn: `venId`, `reason`, `path`. */
  readingNotCarried: "reading has no place in a report",
  /** warn: no fields. */
  noVen: "no VEN is registered",
  /** error, debug if it failed alike before and was not answered since: `venId`, `reason`. */
  venFailed: "VEN failed",
  /** error: `venId`, `reason`. */
  readingFailed: "reading could not be sent",
  /** info, when the caller, or the end of the manager, stops a tick as a whole: `reason`. */
  tickStopped: "report generation stopped",
  /** error: `reason`. */
  tickFailed: "report generation failed",
} as const;
