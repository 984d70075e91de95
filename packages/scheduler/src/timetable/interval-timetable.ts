import type { Due, Timetable } from "./timetable.ts";

/**
 * Ticks at `phaseMs + n * intervalMs` on the epoch's grid, so that every process agrees on them
 * and no drift can grow:
 *
 * ```
 * epoch    phase                intervalMs
 *   0 ------|---------|---------|---------|--->
 * id        0         1         2         3
 * ```
 */
export class IntervalTimetable implements Timetable {
  readonly #intervalMs: number;
  readonly #phaseMs: number;

  constructor(intervalMs: number, phaseMs: number) {
    this.#intervalMs = intervalMs;
    this.#phaseMs = phaseMs;
  }

  nextAfter(afterMs: number): number {
    return this.#dueAtMs(this.#idAt(afterMs) + 1);
  }

  newestDue(afterMs: number, untilMs: number): Due | undefined {
    const due = this.slotAt(untilMs);
    const count = due.id - this.#idAt(afterMs);
    return count > 0 ? { ...due, count } : undefined;
  }

  /** The slot that an instant lies in. */
  slotAt(atMs: number): Due {
    const id = this.#idAt(atMs);
    return { id, dueAtMs: this.#dueAtMs(id), count: 1 };
  }

  #idAt(atMs: number): number {
    return Math.floor((atMs - this.#phaseMs) / this.#intervalMs);
  }

  #dueAtMs(id: number): number {
    return id * this.#intervalMs + this.#phaseMs;
  }
}
