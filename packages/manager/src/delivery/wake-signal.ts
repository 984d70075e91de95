import type { Clock } from "@ven/core";

/** Lets one loop wait until something happens, or a time has passed. */
export class WakeSignal {
  readonly #clock: Clock;
  #isWoken = false;
  #resolve: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the wait, or the next one at once. */
  wake(): void {
    this.#isWoken = true;
    this.#resolve?.();
  }

  /** @param longestMs - 0 to 2_147_483_647 */
  async wait(longestMs: number): Promise<void> {
    if (!this.#isWoken) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.after(longestMs, resolve);
        this.#resolve = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#resolve = undefined;
    this.#isWoken = false;
  }
}
