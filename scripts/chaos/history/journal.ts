import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** A file of JSON lines that survives the end of the process that writes it. */
export class Journal {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  /** Appends lines; they are on the disk when it returns. */
  write(...lines: readonly object[]): void {
    if (lines.length === 0) return;
    writeSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/**
 * Reads a journal; none if there is no such file.
 *
 * A last line that broke off was never vouched for, and is passed over; so is the start of one that a
 * later life of the process went on behind.
 */
export function readJournal<Line extends object>(path: string): readonly Line[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text) => {
      try {
        const line: unknown = JSON.parse(text);
        return typeof line === "object" && line !== null ? [line as Line] : [];
      } catch {
        return [];
      }
    });
}
