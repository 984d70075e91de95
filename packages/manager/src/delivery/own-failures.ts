import { type Clock, describeError } from "@ven/core";
import type { Settlement, Shipment } from "@ven/store";
import { Strikes } from "./strikes.ts";

/** From one try of what failed by our own fault to the next, ms. */
const RETRY_MS = 5_000;
/** Longest reason that is kept, characters. */
const LONGEST_REASON = 1_000;

/**
 * What becomes of shipments that we fail to carry by a fault of our own, of which nobody can say how far
 * they came: they are looked for, and given up where that fails again and again.
 */
export class OwnFailures {
  readonly #clock: Clock;
  readonly #strikes = new Strikes();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  settlementOf({ shipmentId, entries }: Shipment, error: unknown): Settlement {
    const failure = describeError(error);
    const key = entries[0]?.key ?? "";
    if (this.#strikes.add(key)) {
      this.#strikes.forget(key);
      const reason = `we fail at it ourselves, and it may have arrived: ${failure}`;
      return { shipmentId, kind: "dead", reason: reason.slice(0, LONGEST_REASON) };
    }
    const retryAtMs = Math.ceil(this.#clock.now()) + RETRY_MS;
    const reason = `we failed at it ourselves: ${failure}`.slice(0, LONGEST_REASON);
    return { shipmentId, kind: "unknown", retryAtMs, reason };
  }
}
