import type { Clock, LogFields, Logger } from "@ven/core";
import { MANAGER_LOG } from "@ven/manager";
import { VEN_CLIENT_LOG } from "@ven/vtn-client";
import { progressBar } from "./progress-bar.ts";
import type { TextStream } from "./terminal.ts";

/** Messages that end a report, whatever its outcome; one of many readings says how many. */
const REPORT_ENDED: ReadonlySet<string> = new Set([
  VEN_CLIENT_LOG.accepted,
  VEN_CLIENT_LOG.refused,
  VEN_CLIENT_LOG.unanswered,
  VEN_CLIENT_LOG.notSent,
  MANAGER_LOG.reportAccepted,
]);

/**
 * Draws how far the tick is, over one line of a terminal, from what the packages log; passes every
 * record on, clearing its line first.
 *
 * @param next - where the records go
 */
export function progressLogger(stream: TextStream, clock: Clock, next: Logger): Logger {
  const bar = progressBar(stream, clock, "readings");
  let due = 0;
  let done = 0;
  let sent = 0;
  const watch = (fields: LogFields, message: string) => {
    if (message === MANAGER_LOG.tickStarted) [due, done, sent] = [0, 0, 0];
    if (message === MANAGER_LOG.processing) due += Number(fields["readingCount"] ?? 0);
    if (message === MANAGER_LOG.sent) {
      sent += Number(fields["sentCount"] ?? 0);
      // Its reports may have been told one by one.
      done = Math.max(done, sent);
    } else if (REPORT_ENDED.has(message)) done += Number(fields["readingCount"] ?? 1);
    else return;
    bar.draw(done, due);
  };
  const pass = (level: keyof Logger) => (fields: LogFields, message: string) => {
    if (level !== "debug") bar.clear();
    next[level](fields, message);
    watch(fields, message);
  };
  return { debug: pass("debug"), info: pass("info"), warn: pass("warn"), error: pass("error") };
}
