import { setImmediate } from "node:timers/promises";
import type { Clock } from "@ven/core";
import { StoreError } from "../../errors/store-error.ts";
import { AppendQueue } from "../append-queue.ts";
import type { AppendOptions, AppendResult } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { RoomBell } from "../room-bell.ts";
import { type AppendStep, appendEntries } from "./append-entries.ts";
import { writeMark } from "./marks.ts";
import type { OutboxFile } from "./outbox-file.ts";
import type { OutboxRoom } from "./outbox-room.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** What an {@link EntryAppender} works with. */
export interface AppenderParts {
  readonly file: OutboxFile;
  readonly room: OutboxRoom;
  readonly bell: RoomBell;
  readonly clock: Clock;
  readonly expireSome: (tx: OutboxTransaction) => void;
}

/** Appends, one call after the other, in transactions that leave the event loop its turns. */
export class EntryAppender {
  readonly #parts: AppenderParts;
  readonly #queue = new AppendQueue();
  #isClosed = false;

  constructor(parts: AppenderParts) {
    this.#parts = parts;
  }

  append(entries: readonly NewOutboxEntry[], options: AppendOptions): Promise<AppendResult> {
    this.#refuseIfClosed();
    this.#parts.room.checkFit(entries);
    return this.#queue.run(() => this.#appendAll(entries, options), options.signal);
  }

  /** Waits for what is under way; what waits for room is given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#parts.bell.ring();
    await this.#queue.drained();
  }

  #refuseIfClosed(): void {
    if (!this.#isClosed) return;
    const { path } = this.#parts.file;
    const message = `cannot append to outbox ${path}: it is closed; open it again`;
    throw new StoreError("STORE_CLOSED", path, message);
  }

  async #appendAll(
    entries: readonly NewOutboxEntry[],
    options: AppendOptions,
  ): Promise<AppendResult> {
    const { bell } = this.#parts;
    const result = { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 };
    let next = 0;
    do {
      const step = await this.#appendSome(entries, next, options);
      next = step.next;
      result.acceptedCount += step.acceptedCount;
      result.droppedCount += step.droppedCount;
      result.duplicateCount += step.duplicateCount;
      if (step.isBlocked) {
        options.onWait?.();
        await bell.wait(options.signal);
        this.#refuseIfClosed();
      }
      if (next < entries.length && !step.isBlocked) await setImmediate();
    } while (next < entries.length);
    return result;
  }

  #appendSome(
    entries: readonly NewOutboxEntry[],
    from: number,
    { mark, signal }: AppendOptions,
  ): Promise<AppendStep> {
    const { file, room, clock, expireSome } = this.#parts;
    return file.write({
      doing: "append to",
      signal,
      work: (tx) => {
        expireSome(tx);
        const step = appendEntries(tx, entries, from, room, clock);
        if (mark !== undefined && step.next === entries.length) {
          writeMark(tx, mark.name, mark.value);
        }
        return step;
      },
    });
  }
}
