import type { Clock } from "@ven/core";
import type { TextStream } from "./terminal.ts";

/** Shortest time between two drawings, ms. */
const REDRAW_MS = 100;
const BAR_WIDTH = 30;

/** A bar that is drawn over one line of a terminal. */
export interface ProgressBar {
  /**
   * Shows how far it is, at most ten times a second, and always at the end.
   *
   * @param due - how much is to be done; nothing is shown for 0
   * @param note - what stands behind it, such as how long it will take
   */
  draw(done: number, due: number, note?: string): void;
  /** Takes the bar away, so that a line can stand in its place. */
  clear(): void;
}

/** Makes a bar. @param unit - what is counted, such as `readings` */
export function progressBar(stream: TextStream, clock: Clock, unit: string): ProgressBar {
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    draw(done, due, note = "") {
      const nowMs = clock.monotonic();
      const isEarly = done < due && nowMs - drawnAtMs < REDRAW_MS;
      if (due === 0 || isEarly) return;
      drawnAtMs = nowMs;
      isDrawn = true;
      const filled = Math.round(Math.min(1, done / due) * BAR_WIDTH);
      const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      stream.write(`\r\u001b[K${bar} ${done}/${due} ${unit}${note}`);
    },
    clear() {
      if (isDrawn) stream.write("\r\u001b[K");
      isDrawn = false;
    },
  };
}
