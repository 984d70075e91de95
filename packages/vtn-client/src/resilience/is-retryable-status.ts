/** Statuses after which the same request may succeed later. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a request that was answered with this status may succeed later, unchanged. */
export function isRetryableStatus(status: number): boolean {
  return RETRYABLE.has(status);
}

/** Whether a status says that the VTN, or what stands before it, is down. */
export function isDownStatus(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}
