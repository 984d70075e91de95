import { wholeKey } from "./part-key.ts";

/** How the readings of an entry fare so far; together as many as it has. */
export interface EntryFate {
  readonly readingCount: number;
  /** Under way for the first time. */
  openCount: number;
  sentCount: number;
  /** Refused for good, or given up. */
  failedCount: number;
  /** Reports that were sent with them, whatever their outcome. */
  reportCount: number;
  /** Why what is neither sent nor open is not, the last of the reasons. */
  reason: string | undefined;
}

/** Follows the entries of one tick until each was tried once. */
export class TickWatch {
  readonly fates: Map<string, EntryFate> = new Map();
  readonly done: Promise<void>;
  #finish: () => void = () => undefined;
  #openCount = 0;

  /** @param entries - key and how many readings */
  constructor(entries: Iterable<readonly [key: string, readingCount: number]>) {
    for (const [key, readingCount] of entries) {
      this.#openCount += readingCount;
      this.fates.set(key, {
        readingCount,
        openCount: readingCount,
        sentCount: 0,
        failedCount: 0,
        reportCount: 0,
        reason: undefined,
      });
    }
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    if (this.#openCount === 0) this.#finish();
  }

  /** Whether it is waiting for readings of this entry, or of a part of it. */
  follows(key: string): boolean {
    return this.fates.has(wholeKey(key));
  }

  /** Readings of an entry are with the VTN, or will never be, or wait for another try. */
  note(
    key: string,
    became: "sent" | "failed" | "waiting",
    readingCount: number,
    reason?: string,
  ): void {
    const fate = this.fates.get(wholeKey(key));
    if (fate === undefined) return;
    // What was given up on may come later all the same.
    const closing = Math.min(fate.openCount, readingCount);
    fate.openCount -= closing;
    this.#openCount -= closing;
    if (became === "sent") fate.sentCount += readingCount;
    if (became === "failed") fate.failedCount += readingCount;
    if (reason !== undefined && became !== "sent") fate.reason = reason;
    if (this.#openCount === 0) this.#finish();
  }

  noteReports(key: string, reportCount: number): void {
    const fate = this.fates.get(wholeKey(key));
    if (fate !== undefined) fate.reportCount += reportCount;
  }

  /** Ends the watch: what is open waits. */
  giveUp(reason: string): void {
    for (const fate of this.fates.values()) {
      if (fate.openCount > 0) fate.reason ??= reason;
      fate.openCount = 0;
    }
    this.#openCount = 0;
    this.#finish();
  }
}
