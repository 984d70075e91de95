import { monitorEventLoopDelay } from "node:perf_hooks";

/** How often the event loop is to come by, ms. */
const EVERY_MS = 1;

/** Watches how long the event loop stands still: how late a timer of a millisecond comes. */
export class StallWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: EVERY_MS });

  start(): void {
    this.#delay.enable();
    this.#delay.reset();
  }

  /** @returns the longest stall since the start, ms */
  stop(): number {
    this.#delay.disable();
    return Math.max(0, this.#delay.max / 1e6 - EVERY_MS);
  }
}
