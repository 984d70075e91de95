/** The constant messages that connections log, so that a printer or a test can match them. */
export const VTN_HTTP_LOG = {
  /** warn, once per {@link VtnHttp}: `vtnUrl`. */
  insecure: "certificates of the VTN are not verified",
  /** debug: `tried`, `attempt`, `retryInMs`, and `status` or `reason`. */
  retrying: "request will be tried again",
  /** warn: `origin`, `openMs`. Nothing is sent for that long. */
  circuitOpened: "VTN is down, requests are held back",
  /** info: `origin`. */
  circuitClosed: "VTN is back",
} as const;
