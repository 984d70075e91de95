import type { OutboxSettings } from "../check-outbox-options.ts";
import type { LossLog } from "../loss-log.ts";
import type { AppendResult } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { OutboxBook } from "./outbox-book.ts";
import { RoomMaker } from "./room-maker.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Entries on their way into the outbox, and what became of those that were written. */
export interface AppendProgress {
  readonly entries: readonly NewOutboxEntry[];
  /** How many of them are done. */
  doneCount: number;
  readonly result: Writable<AppendResult>;
}

/** Writes entries into the book, within the bounds, and counts what is not written. */
export class MemoryAppender {
  readonly #book: OutboxBook;
  readonly #lossLog: LossLog;
  readonly #room: RoomMaker;
  refusedCount = 0;
  duplicateCount = 0;

  constructor(book: OutboxBook, settings: OutboxSettings, lossLog: LossLog) {
    this.#book = book;
    this.#lossLog = lossLog;
    this.#room = new RoomMaker(book, settings, (readingCount) => lossLog.dropped(readingCount));
  }

  /** @throws {InvalidValueError} if one of the entries would not even fit into an empty outbox */
  begin(entries: readonly NewOutboxEntry[]): AppendProgress {
    for (let index = 0; index < entries.length; index += 1) {
      const entry = entries[index] as NewOutboxEntry;
      this.#room.checkFits(`entries[${index}]`, entry);
    }
    const result = { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 };
    return { entries, doneCount: 0, result };
  }

  /**
   * Writes entries until there is no room for the next.
   *
   * @returns whether all are done
   */
  write(progress: AppendProgress, nowAtMs: number): boolean {
    const { entries } = progress;
    while (progress.doneCount < entries.length) {
      const entry = entries[progress.doneCount] as NewOutboxEntry;
      if (!this.#writeOne(entry, progress.result, nowAtMs)) return false;
      progress.doneCount += 1;
    }
    return true;
  }

  #writeOne(entry: NewOutboxEntry, result: Writable<AppendResult>, nowAtMs: number): boolean {
    if (this.#book.vault.isDuplicate(entry)) {
      result.duplicateCount += entry.count;
      this.duplicateCount += entry.count;
      return true;
    }
    const admission = this.#room.admit(entry, nowAtMs);
    if (admission === "wait") return false;
    if (admission === "keep") {
      this.#book.accept(entry, nowAtMs);
      result.acceptedCount += entry.count;
      return true;
    }
    result.droppedCount += entry.count;
    this.refusedCount += entry.count;
    this.#lossLog.dropped(entry.count);
    return true;
  }
}
