import { setImmediate } from "node:timers/promises";
import type { Clock } from "@ven/core";
import type { RoomBell } from "../memory/room-bell.ts";
import type { AppendOptions, AppendResult } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
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
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: AppenderParts) {
    this.#parts = parts;
  }

  append(entries: readonly NewOutboxEntry[], options: AppendOptions): Promise<AppendResult> {
    const result = this.#last.then(() => this.#appendAll(entries, options));
    this.#last = result.catch(() => undefined);
    return result;
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
      if (step.isBlocked) await bell.wait(options.signal);
      else if (next < entries.length) await setImmediate();
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
