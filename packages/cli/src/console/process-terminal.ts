import type { Terminal } from "./terminal.ts";

/** The terminal of this process. A reader of stdout that goes away counts as a request to end. */
export function processTerminal(): Terminal {
  const callbacks = new Set<() => void>();
  let isReaderGone = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
    if (isReaderGone) return;
    isReaderGone = true;
    for (const callback of callbacks) callback();
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
      // The reader may have gone before anybody listened.
      if (isReaderGone) queueMicrotask(callback);
      return () => {
        callbacks.delete(callback);
        process.off("SIGINT", callback);
        process.off("SIGTERM", callback);
      };
    },
    exit: (exitCode) => process.exit(exitCode),
  };
}
