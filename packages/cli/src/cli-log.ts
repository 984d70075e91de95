/** The constant messages that the `ven` command itself logs. */
export const CLI_LOG = {
  /** info: `vtnUrl`; of `ven vtn` also `vtnUrls`, by protocol. */
  vtnStarted: "VTN started",
  /** warn: `host`. */
  openToOthers: "VTN is open to others",
  /** info: `path`, `resourceCount`. */
  fleetSeeded: "fleet seeded",
  /** info: `file`, `meterCount`, `venId`. */
  replayFleet: "replay file brings its own resources",
  /** info: `file`, `meterCount`. */
  recordedFleet: "the meters of a recording are simulated",
  /** warn: `file`, `place`. */
  commandOutside: "a command lies outside of what is simulated",
  /** info, when the VTN takes its time: `venCount`, `patienceMs`, after which meters are read all the same. */
  registering: "registering VENs at a VTN that has taken none yet",
  /** error: `venId`, `reason`. */
  venNotRegistered: "VEN could not be registered, and is tried again later",
  /** warn: `registeredCount`, `venCount`. */
  registrationWaits: "VENs are not registered yet",
  /** info, or warn if there is a `reason`: `waitingCount`, `file` unless it is memory. */
  readingsWait: "readings wait",
  /** info, at the end, if some waited before: `file` unless it is memory. */
  nothingLeft: "no readings wait any more",
  /** warn, at the end: `waitingCount`, `file` unless it was memory. */
  readingsLeft: "readings are left for the next run",
  /** info: `readingCount`, `percent`, `perSecond`, `leftMs` if that is known. */
  backfillProgress: "backfill goes on",
  /** info: `acceptedCount`, `reportCount`. */
  reportsAccepted: "reports accepted",
} as const;
