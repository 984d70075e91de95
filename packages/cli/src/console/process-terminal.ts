import { isatty } from "node:tty";
import type { Terminal } from "./terminal.ts";

/** How writing fails when nobody reads any more: a pipe, a stream or a terminal that was closed. */
const READER_GONE: ReadonlySet<string | undefined> = new Set([
  "EPIPE",
  "ERR_STREAM_DESTROYED",
  "EIO",
]);

/** Whether a terminal can be closed at all. */
const HAS_TERMINAL = [0, 1, 2].some((fd) => isatty(fd));

/**
 * The terminal of this process. A reader of stdout that goes away, or a terminal that is closed, counts
 * as one request to end.
 */
export function processTerminal(): Terminal {
  const callbacks = new Set<() => void>();
  let isReaderGone = false;
  const leave = () => {
    if (isReaderGone) return;
    isReaderGone = true;
    for (const callback of callbacks) callback();
  };
  const hangUp = () => {
    if (HAS_TERMINAL && !isReaderGone) process.once("exit", endByHangUp);
    leave();
  };
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.has(error.code)) throw error;
    if (error.code === "EIO") hangUp();
    else leave();
  });
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.has(error.code)) throw error;
  });
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    workingFolder: process.cwd(),
    onInterrupt(callback) {
      callbacks.add(callback);
      process.on("SIGINT", callback);
      process.on("SIGTERM", callback);
      // A shell that is closed may send it twice: the second one is no wish to end at once.
      process.on("SIGHUP", hangUp);
      // The reader may have gone before anybody listened.
      if (isReaderGone) queueMicrotask(callback);
      return () => {
        callbacks.delete(callback);
        process.off("SIGINT", callback);
        process.off("SIGTERM", callback);
        process.off("SIGHUP", hangUp);
      };
    },
    exit: (exitCode) => process.exit(exitCode),
  };
}

/** Ends as a terminal that is closed ends others: Node aborts if it finds it gone at its own end. */
function endByHangUp(): void {
  process.removeAllListeners("SIGHUP");
  process.kill(process.pid, "SIGHUP");
}
