import { EXIT_CODES } from "../errors/exit-code.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Calls back on the first Ctrl-C, which asks to stop in an orderly way; the second ends the process.
 *
 * @returns a function that stops listening
 */
export function onFirstInterrupt(terminal: Terminal, callback: () => void): () => void {
  let isStopping = false;
  return terminal.onInterrupt(() => {
    if (isStopping) {
      terminal.exit(EXIT_CODES.interrupted);
      return;
    }
    isStopping = true;
    terminal.stderr.write("\nStopping; Ctrl-C again stops at once.\n");
    callback();
  });
}
