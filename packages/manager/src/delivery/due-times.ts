/** How exact the instants are kept, ms. */
const STEP_MS = 50;

/** Instants at which something falls due, to the next step; each once, however much falls due at it. */
export class DueTimes {
  readonly #steps = new Set<number>();
  #firstStep = Number.POSITIVE_INFINITY;

  /** The first instant, epoch ms; `Infinity` if nothing will fall due. */
  get firstAtMs(): number {
    return this.#firstStep * STEP_MS;
  }

  add(atMs: number): void {
    const step = Math.ceil(atMs / STEP_MS);
    this.#steps.add(step);
    this.#firstStep = Math.min(this.#firstStep, step);
  }

  /** Forgets the instants that have come. Returns whether there were any. */
  take(nowMs: number): boolean {
    if (this.firstAtMs > nowMs) return false;
    this.#firstStep = Number.POSITIVE_INFINITY;
    for (const step of this.#steps) {
      if (step * STEP_MS <= nowMs) this.#steps.delete(step);
      else this.#firstStep = Math.min(this.#firstStep, step);
    }
    return true;
  }
}
