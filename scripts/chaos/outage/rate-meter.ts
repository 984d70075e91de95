/** The most that happened within any second, of what is told in the order of time. */
export class RateMeter {
  readonly #windowMs: number;
  readonly #recent: number[] = [];
  peak = 0;

  constructor(windowMs = 1_000) {
    this.#windowMs = windowMs;
  }

  note(atMs: number): void {
    this.#recent.push(atMs);
    while ((this.#recent[0] ?? atMs) <= atMs - this.#windowMs) this.#recent.shift();
    this.peak = Math.max(this.peak, this.#recent.length);
  }
}
