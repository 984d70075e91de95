const MIB = 1024 * 1024;

/** How often it is measured, in notes: each measurement collects garbage first. */
const EVERY = 100;

/**
 * How much the resident set of this process grows from its first measurement on; needs `--expose-gc`. What
 * one measurement alone shows is what the compiler takes for a moment, and no growth.
 */
export class Memory {
  #notes = 0;
  #firstMiB: number | undefined;
  #lastMiB = 0;
  #mostMiB = 0;

  /** Measures, at every hundredth call. */
  note(): void {
    this.#notes += 1;
    if (this.#notes % EVERY !== 1) return;
    // Twice: what the first sweeps away in threads of its own is gone before the second begins.
    globalThis.gc?.();
    globalThis.gc?.();
    const nowMiB = process.memoryUsage.rss() / MIB;
    this.#firstMiB ??= nowMiB;
    this.#mostMiB = Math.max(this.#mostMiB, Math.min(this.#lastMiB, nowMiB));
    this.#lastMiB = nowMiB;
  }

  get growthMiB(): number {
    return Math.max(0, this.#mostMiB - (this.#firstMiB ?? 0));
  }
}
