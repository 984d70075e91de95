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
  /** error: `venId`, `reason`. */
  venNotRegistered: "VEN could not be registered, and is tried again at the next tick",
  /** info: `acceptedCount`, `reportCount`. */
  reportsAccepted: "reports accepted",
} as const;
