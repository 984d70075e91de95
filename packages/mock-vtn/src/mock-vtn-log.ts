/** The constant messages that a mock VTN logs, so that a printer or a test can match them. */
export const MOCK_VTN_LOG = {
  /**
   * warn, or debug where it is how clients find out (a name that exists; that there is no
   * `/auth/server`): `method`, `path`, `status`, `detail`.
   */
  refused: "request refused",
  /** warn, once for each protocol: `protocol`, `maxReports`, `maxReportBytes`. */
  reportsForgotten: "mock VTN forgets its oldest reports from now on",
  /** debug: `method`, `path`, `kinds`. */
  faultStruck: "fault struck",
  /** error: `reason`. */
  failed: "mock VTN failed",
  /** error: `reason`. A mistake in a test's own fault. */
  customFaultFailed: "custom fault failed",
  /** error: `reason`. The report is kept all the same. */
  callbackFailed: "onReport callback failed",
} as const;
