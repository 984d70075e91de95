/** The constant messages that a mock VTN logs, so that a printer or a test can match them. */
export const MOCK_VTN_LOG = {
  /** warn, or debug for 409: `method`, `path`, `status`, `detail`. */
  refused: "request refused",
  /** debug: `method`, `path`, `kinds`. */
  faultStruck: "fault struck",
  /** error: `reason`. */
  failed: "mock VTN failed",
  /** error: `reason`. The report is kept all the same. */
  callbackFailed: "onReport callback failed",
} as const;
