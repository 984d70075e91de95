import type { FaultSpan } from "./fault-log.ts";

/**
 * Since when a meter shows the same: it got stuck then, and has been since.
 *
 * @param faults - all that it suffered from until then
 * @param atMs - epoch ms
 * @returns epoch ms; `undefined` if it is not stuck
 */
export function stuckSinceMs(faults: readonly FaultSpan[], atMs: number): number | undefined {
  let sinceMs: number | undefined;
  for (;;) {
    const earliestMs = firstStuckMs(faults, sinceMs ?? atMs);
    if (earliestMs === undefined || earliestMs === sinceMs) return sinceMs;
    sinceMs = earliestMs;
  }
}

/** When the first of the faults began by which a meter is stuck at an instant. */
function firstStuckMs(faults: readonly FaultSpan[], atMs: number): number | undefined {
  let firstMs: number | undefined;
  for (const { fault, fromMs, toMs } of faults) {
    if (fault.kind !== "stuck" || atMs < fromMs || atMs >= toMs) continue;
    firstMs = Math.min(firstMs ?? fromMs, fromMs);
  }
  return firstMs;
}
