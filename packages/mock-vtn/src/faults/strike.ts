import type { Fault, FaultMoment, LatencyFault } from "./fault.ts";

/** What one request meets. */
export interface Strike {
  readonly delays: readonly { readonly delayMs: number; readonly when: FaultMoment }[];
  readonly fault: Exclude<Fault, LatencyFault> | undefined;
}
