import type { Clock, LogFields, Logger } from "@ven/core";
import { MANAGER_LOG } from "@ven/manager";
import { VEN_CLIENT_LOG } from "@ven/vtn-client";
import type { TextStream } from "./terminal.ts";

/** Shortest time between two drawings, ms. */
const REDRAW_MS = 100;
const BAR_WIDTH = 30;

/** Messages that end a report, whatever its outcome; one of many readings says how many. */
const REPORT_ENDED: ReadonlySet<string> = new Set([
  VEN_CLIENT_LOG.accepted,
  VEN_CLIENT_LOG.refused,
  VEN_CLIENT_LOG.unanswered,
  VEN_CLIENT_LOG.notSent,
  MANAGER_LOG.reportAccepted,
  MANAGER_LOG.reportFailed,
]);

/**
 * Draws how far the tick is, over one line of a terminal, from what the packages log; passes every
 * record on, clearing its line first.
 *
 * @param next - where the records go
 */
export function progressLogger(stream: TextStream, clock: Clock, next: Logger): Logger {
  let due = 0;
  let done = 0;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  const clear = () => {
    if (isDrawn) stream.write("\r\u001b[K");
    isDrawn = false;
  };
  const draw = () => {
    const nowMs = clock.monotonic();
    const isEarly = done < due && nowMs - drawnAtMs < REDRAW_MS;
    if (due === 0 || isEarly) return;
    drawnAtMs = nowMs;
    isDrawn = true;
    const filled = Math.round((done / due) * BAR_WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    stream.write(`\r\u001b[K${bar} ${done}/${due} readings`);
  };
  const watch = (fields: LogFields, message: string) => {
    if (message === MANAGER_LOG.tickStarted) [due, done] = [0, 0];
    if (message === MANAGER_LOG.processing) due += Number(fields["readingCount"] ?? 0);
    if (!REPORT_ENDED.has(message)) return;
    done += Number(fields["readingCount"] ?? 1);
    draw();
  };
  const pass = (level: keyof Logger) => (fields: LogFields, message: string) => {
    if (level !== "debug") clear();
    next[level](fields, message);
    watch(fields, message);
  };
  return { debug: pass("debug"), info: pass("info"), warn: pass("warn"), error: pass("error") };
}
