/** Does one append after the other, so that one that waits for room is not overtaken. */
export class AppendQueue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Does something once all before it are done.
   *
   * @param signal - aborted before its turn, it is not begun, and its turn is not waited for
   */
  async run<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    let endWait: () => void = () => undefined;
    const aborted = new Promise<void>((resolve) => {
      endWait = resolve;
    });
    signal?.addEventListener("abort", endWait, { once: true });
    const turn = this.#last;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    this.#last = turn.then(() => finished);
    try {
      await Promise.race([turn, aborted]);
      signal?.throwIfAborted();
      return await work();
    } finally {
      signal?.removeEventListener("abort", endWait);
      finish();
    }
  }

  /** Resolves when nothing is under way or waits. */
  async drained(): Promise<void> {
    await this.#last;
  }
}
