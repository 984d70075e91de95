import type { Clock, Logger } from "@ven/core";
import type { RetryTimes } from "./retry-times.ts";
import type { OpenedVen, ReadyVen } from "./ven-desk.ts";
import { tellVenFailure } from "./ven-failure.ts";
import type { VtnGate } from "./vtn-gate.ts";

/** What {@link VenFaults} go by. */
export interface VenFaultsOptions {
  readonly gate: VtnGate;
  readonly retryTimes: RetryTimes;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Why readings of a VEN cannot be sent now. */
export interface VenFault {
  readonly reason: string;
  readonly retryAtMs: (attempts: number) => number;
}

/** When to ask again for a VEN that takes long to register, ms. */
export const SLOW_VEN_MS = 1_000;
/** Longest wait for it, in those. */
const MOST_SLOW = 10;

/** What keeps VENs from reporting in one plan; told once of each, however many shipments it has. */
export class VenFaults {
  readonly #options: VenFaultsOptions;
  readonly #faults = new Map<string, VenFault>();

  constructor(options: VenFaultsOptions) {
    this.#options = options;
  }

  of(venId: string): VenFault | undefined {
    return this.#faults.get(venId);
  }

  /** A VEN that can report now; `undefined` if it takes long, or there is a fault. */
  readyVen(venId: string, opened: OpenedVen | undefined): ReadyVen | undefined {
    if (this.#faults.has(venId) || this.#isPaused(venId)) return undefined;
    if (opened === undefined || "ven" in opened) return opened;
    const { retryTimes } = this.#options;
    if ("isSlow" in opened) {
      const retryAtMs = (attempts: number) =>
        retryTimes.nowMs() + SLOW_VEN_MS * Math.min(MOST_SLOW, attempts);
      this.#faults.set(venId, { reason: "its VEN is still being registered", retryAtMs });
      return undefined;
    }
    const reason = tellVenFailure(opened.error, venId, this.#options);
    if (this.#isPaused(venId)) return undefined;
    this.#faults.set(venId, { reason, retryAtMs: (attempts) => retryTimes.retryAtMs(attempts) });
    return undefined;
  }

  /** All that a VEN has waits until it is left alone no more. */
  #isPaused(venId: string): boolean {
    const { gate, retryTimes } = this.#options;
    const pause = gate.pauseOf(venId);
    if (pause === undefined) return false;
    const retryAtMs = Math.ceil(retryTimes.nowMs() + pause.waitMs);
    this.#faults.set(venId, { reason: pause.reason, retryAtMs: () => retryAtMs });
    return true;
  }
}
