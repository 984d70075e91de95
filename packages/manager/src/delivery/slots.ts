/**
 * How many reports are under way at once. The backlog has half of the slots at most: as its reports wait
 * for their turns in them, live readings find one all the same.
 */
export class Slots {
  readonly #count: number;
  readonly #backlogCount: number;
  #usedCount = 0;
  /** Those of them that are of the backlog. */
  #usedByBacklog = 0;

  /** @param count - 1 or more */
  constructor(count: number) {
    this.#count = count;
    this.#backlogCount = Math.max(1, count >> 1);
  }

  get isUnused(): boolean {
    return this.#usedCount === 0;
  }

  /** @param isProbing - whether one report is to find out whether the VTN is back */
  freeCount(isProbing: boolean): number {
    return (isProbing ? 1 : this.#count) - this.#usedCount;
  }

  get freeForBacklog(): number {
    return this.#backlogCount - this.#usedByBacklog;
  }

  /**
   * Takes a slot for each of some reports, or all that there are.
   *
   * @returns gives them back
   */
  take(reportCount: number, { isBacklog }: { readonly isBacklog: boolean }): () => void {
    const most = isBacklog ? this.#backlogCount : this.#count;
    const taken = Math.min(most, Math.max(1, reportCount));
    const backlogTaken = isBacklog ? taken : 0;
    this.#usedCount += taken;
    this.#usedByBacklog += backlogTaken;
    return () => {
      this.#usedCount -= taken;
      this.#usedByBacklog -= backlogTaken;
    };
  }
}
