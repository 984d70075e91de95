import type { Clock } from "@ven/core";

/** How long a call sleeps at most before it looks for room again: entries may have expired, ms. */
const LOOK_AGAIN_MS = 1000;

/** Wakes the calls that wait for room. */
export class RoomBell {
  readonly #clock: Clock;
  readonly #sleepers = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something was deleted: whoever waits may look again. */
  ring(): void {
    for (const wakeUp of [...this.#sleepers]) wakeUp();
  }

  /** Resolves at the next ring, after a second, or when the signal is aborted. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    let wakeUp: (() => void) | undefined;
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const sleeper = (): void => wakeUp?.();
    const cancel = this.#clock.after(LOOK_AGAIN_MS, sleeper);
    this.#sleepers.add(sleeper);
    signal?.addEventListener("abort", sleeper);
    await woken;
    cancel();
    this.#sleepers.delete(sleeper);
    signal?.removeEventListener("abort", sleeper);
  }
}
