import type { AppendResult, NewOutboxEntry } from "@ven/store";
import { wholeKey } from "./part-key.ts";

/** How the readings of an entry fare so far; together as many as it has. */
export interface EntryFate {
  readonly readingCount: number;
  /** Under way for the first time. */
  openCount: number;
  /** Given before, so that they were not kept again. */
  duplicateCount: number;
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
  #lostAs: "failed" | "duplicate" = "failed";

  constructor(entries: Iterable<Pick<NewOutboxEntry, "key" | "count">>) {
    for (const { key, count: readingCount } of entries) {
      this.#openCount += readingCount;
      this.fates.set(key, {
        readingCount,
        openCount: readingCount,
        duplicateCount: 0,
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

  /** Says how many readings were kept: the others will not come up. */
  expect({ acceptedCount, droppedCount }: AppendResult): void {
    this.#lostAs = droppedCount > 0 ? "failed" : "duplicate";
    this.#openCount = Math.min(this.#openCount, acceptedCount);
    if (this.#openCount === 0) this.#end("the outbox is full");
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
    if (this.#openCount === 0) this.#end("the outbox is full");
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

  /** Ends the watch as all that was kept was tried: what is open was not kept. */
  #end(reason: string): void {
    for (const fate of this.fates.values()) {
      if (fate.openCount === 0) continue;
      if (this.#lostAs === "duplicate") fate.duplicateCount = fate.openCount;
      else {
        fate.failedCount += fate.openCount;
        fate.reason ??= reason;
      }
      fate.openCount = 0;
    }
    this.#finish();
  }
}
