import { setImmediate } from "node:timers/promises";
import { StoreError } from "../../errors/store-error.ts";
import type { StoreCallOptions } from "../../ven-store.ts";
import { checkEntries } from "../check-entries.ts";
import {
  checkDeadLetterRequest,
  checkEntryId,
  checkLimit,
  checkListRequest,
  checkMark,
  checkMarkName,
  checkPeekRequest,
} from "../check-requests.ts";
import { checkIntendedShipments, checkSettlements } from "../check-shipments.ts";
import type {
  AppendOptions,
  AppendResult,
  DeadLetterRequest,
  ListRequest,
  Outbox,
  OutboxItem,
  PeekRequest,
} from "../outbox.ts";
import type { NewOutboxEntry, OutboxEntry } from "../outbox-entry.ts";
import type { OutboxStatus } from "../outbox-status.ts";
import type { IntendedShipment, Settlement, Shipment } from "../shipment.ts";
import { type CountedOutbox, countOutbox } from "./count-outbox.ts";
import {
  MOST_DEAD_LETTERS,
  nextDeadLetters,
  purgeDeadLetters,
  retryDeadLetters,
} from "./dead-letters.ts";
import type { EntryAppender } from "./entry-appender.ts";
import { intendShipments } from "./intend-shipments.ts";
import { listEntries } from "./list-entries.ts";
import { readMark, writeMark } from "./marks.ts";
import { mostAttempts } from "./most-attempts.ts";
import { type OutboxDesk, sinkOf } from "./outbox-desk.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { type OwnerFacts, readOwnerFacts } from "./owner-facts.ts";
import { peekEntries, peekShipments } from "./peek-entries.ts";
import { readEntry } from "./read-entries.ts";
import { settleShipments } from "./settle-shipment.ts";
import type { KnownSink } from "./sink-book.ts";

/** What a {@link SqliteOutbox} is made of. */
export interface SqliteOutboxParts {
  readonly path: string;
  readonly desk: OutboxDesk;
  /** Missing where a visitor opened it. */
  readonly appender: EntryAppender | undefined;
  /** What the owner has written down and its surroundings know of the status. */
  readonly describe: (facts: OwnerFacts) => Omit<OutboxStatus, keyof CountedOutbox | "path">;
  readonly close: () => Promise<void>;
}

/** The outbox in a SQLite file. */
export class SqliteOutbox implements Outbox {
  readonly path: string;
  readonly #parts: SqliteOutboxParts;
  readonly #desk: OutboxDesk;
  #closed: Promise<void> | undefined;

  constructor(parts: SqliteOutboxParts) {
    this.path = parts.path;
    this.#parts = parts;
    this.#desk = parts.desk;
  }

  get outboxId(): string {
    return this.#desk.file.outboxId;
  }

  async append(
    entries: readonly NewOutboxEntry[],
    options: AppendOptions = {},
  ): Promise<AppendResult> {
    const appender = this.#asOwner("append to");
    checkEntries(entries);
    if (options.mark !== undefined) checkMark(options.mark);
    return await appender.append(entries, options);
  }

  async peek(
    request: PeekRequest,
    options: StoreCallOptions = {},
  ): Promise<readonly OutboxEntry[]> {
    checkPeekRequest(request);
    return peekEntries(this.#desk, request, options);
  }

  async peekIntents(
    request: { readonly sink: string; readonly limit: number },
    options: StoreCallOptions = {},
  ): Promise<readonly Shipment[]> {
    checkLimit(request.limit);
    return peekShipments(this.#desk, request, options);
  }

  async intend(
    sink: string,
    shipments: readonly IntendedShipment[],
    options: StoreCallOptions = {},
  ): Promise<readonly Shipment[]> {
    this.#asOwner("intend shipments of");
    checkIntendedShipments(shipments);
    return this.#desk.write("intend shipments of", options, (tx) =>
      intendShipments(tx, sinkOf(tx, sink), shipments),
    );
  }

  async settle(
    sink: string,
    settlements: readonly Settlement[],
    options: StoreCallOptions = {},
  ): Promise<void> {
    this.#asOwner("settle shipments of");
    checkSettlements(settlements);
    await this.#desk.write("settle shipments of", options, (tx) =>
      settleShipments(tx, sinkOf(tx, sink), settlements),
    );
  }

  async status(options: StoreCallOptions = {}): Promise<OutboxStatus> {
    const { counted, facts } = await this.#desk.read("count", options, (tx) => ({
      counted: countOutbox(tx),
      facts: readOwnerFacts(tx.database),
    }));
    return { path: this.path, ...counted, ...this.#parts.describe(facts) };
  }

  async list(request: ListRequest, options: StoreCallOptions = {}): Promise<readonly OutboxItem[]> {
    checkListRequest(request);
    return this.#desk.read("list", options, (tx) =>
      listEntries(tx, sinkOf(tx, request.sink), request),
    );
  }

  async get(entryId: number, options: StoreCallOptions = {}): Promise<OutboxEntry | undefined> {
    checkEntryId("entryId", entryId);
    return this.#desk.read("read", options, (tx) => this.#getEntry(tx, entryId));
  }

  async retry(request: DeadLetterRequest, options: StoreCallOptions = {}): Promise<number> {
    return this.#eachDeadLetter("retry dead letters of", request, options, retryDeadLetters);
  }

  async purge(request: DeadLetterRequest, options: StoreCallOptions = {}): Promise<number> {
    return this.#eachDeadLetter("purge dead letters of", request, options, purgeDeadLetters);
  }

  async getMark(name: string, options: StoreCallOptions = {}): Promise<string | undefined> {
    checkMarkName(name);
    return this.#desk.read("read a mark of", options, (tx) => readMark(tx, name));
  }

  async setMark(
    name: string,
    value: string | undefined,
    options: StoreCallOptions = {},
  ): Promise<void> {
    checkMarkName(name);
    if (value !== undefined) checkMark({ name, value });
    await this.#desk.write("write a mark of", options, (tx) => writeMark(tx, name, value));
  }

  close(): Promise<void> {
    this.#closed ??= this.#parts.close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #asOwner(doing: string): EntryAppender {
    const { appender } = this.#parts;
    if (appender !== undefined) return appender;
    throw new StoreError(
      "STORE_NOT_OWNED",
      this.path,
      `cannot ${doing} outbox ${this.path}: it was opened as a visitor; open it as its owner`,
    );
  }

  #getEntry(tx: OutboxTransaction, entryId: number): OutboxEntry | undefined {
    const row = tx.statements.readEntry.get(entryId);
    const isDone = tx.sinks.all.some(({ sinkId }) => tx.live.doneIdsOf(sinkId).includes(entryId));
    if (row === undefined || isDone) return undefined;
    const entry = readEntry(tx, row, mostAttempts(tx, entryId), new Map());
    if (entry !== undefined) return entry;
    throw new StoreError(
      "STORE_CORRUPT",
      this.path,
      `cannot read entry ${entryId} of outbox ${this.path}: it is damaged on the disk; purge it`,
    );
  }

  /** Works through dead letters, so many in one transaction. Returns how many readings. */
  async #eachDeadLetter(
    doing: string,
    request: DeadLetterRequest,
    options: StoreCallOptions,
    action: (tx: OutboxTransaction, sink: KnownSink, entryIds: readonly number[]) => number,
  ): Promise<number> {
    checkDeadLetterRequest(request);
    const given = request.entryIds;
    let readingCount = 0;
    let from = 0;
    for (;;) {
      const start = from;
      const step = await this.#desk.write(doing, options, (tx) => {
        const sink = sinkOf(tx, request.sink);
        const entryIds =
          given?.slice(start, start + MOST_DEAD_LETTERS) ?? nextDeadLetters(tx, sink, start);
        return { entryIds, count: action(tx, sink, entryIds) };
      });
      readingCount += step.count;
      if (step.entryIds.length < MOST_DEAD_LETTERS) return readingCount;
      from = given === undefined ? (step.entryIds.at(-1) ?? 0) : start + MOST_DEAD_LETTERS;
      await setImmediate();
    }
  }
}
