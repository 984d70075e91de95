import { StoreError } from "../../errors/store-error.ts";
import type { StoreCallOptions } from "../../ven-store.ts";
import { AppendQueue } from "../append-queue.ts";
import { checkEntries } from "../check-entries.ts";
import {
  checkMemoryKeys,
  checkOutboxOptions,
  type OutboxSettings,
} from "../check-outbox-options.ts";
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
import { LossLog } from "../loss-log.ts";
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
import type { OutboxOptions } from "../outbox-options.ts";
import type { OutboxStatus } from "../outbox-status.ts";
import { RoomBell } from "../room-bell.ts";
import type { IntendedShipment, Settlement, Shipment } from "../shipment.ts";
import { purgeDead, retryDead } from "./dead-letters.ts";
import { intendShipments } from "./intend-shipments.ts";
import { entryOfAll } from "./kept-entry.ts";
import { listItems } from "./list-items.ts";
import { MemoryAppender } from "./memory-appender.ts";
import { OutboxBook } from "./outbox-book.ts";
import { peekPending, peekUnknown } from "./peek-claims.ts";
import { settleShipments } from "./settle-shipments.ts";

const PATH = ":memory:";

/**
 * Makes an outbox that is gone when it is closed or the process ends: for tests, and for fleets whose
 * readings need not survive a restart. Bytes are copied when they are appended; those that it hands
 * out are its own and must not be written to.
 *
 * An `append` that waits for room (`onFull: "block"`) keeps what it has written when it is aborted.
 *
 * @throws {InvalidValueError} if an option breaks its rule
 */
export function memoryOutbox(options: OutboxOptions = {}): Outbox {
  const defaults = { maxReadings: 1_000_000, maxBytes: 128 * 1_048_576 };
  checkMemoryKeys(options);
  return new MemoryOutbox(checkOutboxOptions(options, defaults));
}

class MemoryOutbox implements Outbox {
  readonly path: string = PATH;
  readonly outboxId: string = globalThis.crypto.randomUUID();
  readonly #settings: OutboxSettings;
  readonly #book: OutboxBook;
  readonly #lossLog: LossLog;
  readonly #appender: MemoryAppender;
  readonly #bell: RoomBell;
  readonly #marks = new Map<string, string>();
  readonly #queue = new AppendQueue();
  #isClosed = false;

  constructor(settings: OutboxSettings) {
    this.#settings = settings;
    this.#book = new OutboxBook(settings.sinks);
    this.#lossLog = new LossLog(settings, PATH);
    this.#appender = new MemoryAppender(this.#book, settings, this.#lossLog);
    this.#bell = new RoomBell(settings.clock);
  }

  async append(
    entries: readonly NewOutboxEntry[],
    options: AppendOptions = {},
  ): Promise<AppendResult> {
    this.#begin(options);
    checkEntries(entries);
    if (options.mark !== undefined) checkMark(options.mark);
    return await this.#queue.run(() => this.#appendAll(entries, options), options.signal);
  }

  async peek(request: PeekRequest, options?: StoreCallOptions): Promise<readonly OutboxEntry[]> {
    const nowAtMs = this.#begin(options);
    checkPeekRequest(request);
    return peekPending(this.#book, this.#book.ledger(request.sink), request, nowAtMs);
  }

  async peekIntents(
    request: { readonly sink: string; readonly limit: number },
    options?: StoreCallOptions,
  ): Promise<readonly Shipment[]> {
    const nowAtMs = this.#begin(options);
    checkLimit(request.limit);
    return peekUnknown(this.#book.ledger(request.sink), request.limit, nowAtMs);
  }

  async intend(
    sink: string,
    shipments: readonly IntendedShipment[],
    options?: StoreCallOptions,
  ): Promise<readonly Shipment[]> {
    const nowAtMs = this.#begin(options);
    checkIntendedShipments(shipments);
    return intendShipments(this.#book, this.#book.ledger(sink), shipments, nowAtMs);
  }

  async settle(
    sink: string,
    settlements: readonly Settlement[],
    options?: StoreCallOptions,
  ): Promise<void> {
    const nowAtMs = this.#begin(options);
    checkSettlements(settlements);
    settleShipments(this.#book, this.#book.ledger(sink), settlements, nowAtMs);
    this.#bell.ring();
  }

  async status(options?: StoreCallOptions): Promise<OutboxStatus> {
    this.#begin(options);
    const { vault } = this.#book;
    const { maxBytes, maxReadings, onFull } = this.#settings;
    return {
      path: PATH,
      sinks: this.#book.status(),
      refusedCount: this.#appender.refusedCount,
      duplicateCount: this.#appender.duplicateCount,
      entryCount: vault.entryCount,
      readingCount: vault.readingCount,
      byteLength: vault.byteLength,
      maxBytes,
      maxReadings,
      onFull,
    };
  }

  async list(request: ListRequest, options?: StoreCallOptions): Promise<readonly OutboxItem[]> {
    this.#begin(options);
    checkListRequest(request);
    return listItems(this.#book.vault, this.#book.ledger(request.sink), request);
  }

  async get(entryId: number, options?: StoreCallOptions): Promise<OutboxEntry | undefined> {
    this.#begin(options);
    checkEntryId("entryId", entryId);
    const kept = this.#book.vault.get(entryId);
    return kept === undefined ? undefined : entryOfAll(kept);
  }

  async retry(request: DeadLetterRequest, options?: StoreCallOptions): Promise<number> {
    const nowAtMs = this.#begin(options);
    checkDeadLetterRequest(request);
    return retryDead(this.#book, this.#book.ledger(request.sink), request, nowAtMs);
  }

  async purge(request: DeadLetterRequest, options?: StoreCallOptions): Promise<number> {
    this.#begin(options);
    checkDeadLetterRequest(request);
    const count = purgeDead(this.#book, this.#book.ledger(request.sink), request);
    this.#bell.ring();
    return count;
  }

  async getMark(name: string, options?: StoreCallOptions): Promise<string | undefined> {
    this.#begin(options);
    checkMarkName(name);
    return this.#marks.get(name);
  }

  async setMark(
    name: string,
    value: string | undefined,
    options?: StoreCallOptions,
  ): Promise<void> {
    this.#begin(options);
    checkMarkName(name);
    if (value === undefined) {
      this.#marks.delete(name);
      return;
    }
    checkMark({ name, value });
    this.#marks.set(name, value);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#bell.ring();
    await this.#queue.drained();
    this.#lossLog.flush();
    this.#book.vault.clear();
    this.#marks.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #appendAll(
    entries: readonly NewOutboxEntry[],
    { signal, mark, onWait }: AppendOptions,
  ): Promise<AppendResult> {
    signal?.throwIfAborted();
    const progress = this.#appender.begin(entries);
    while (!this.#appender.write(progress, this.#expire())) {
      this.#checkOpen();
      onWait?.();
      await this.#bell.wait(signal);
      signal?.throwIfAborted();
    }
    if (mark !== undefined) this.#marks.set(mark.name, mark.value);
    this.#lossLog.tell();
    return progress.result;
  }

  /** What every call begins with. Returns the time; nothing is older than it may be from here on. */
  #begin(options: StoreCallOptions = {}): number {
    this.#checkOpen();
    options.signal?.throwIfAborted();
    return this.#expire();
  }

  #checkOpen(): void {
    if (!this.#isClosed) return;
    throw new StoreError("STORE_CLOSED", PATH, "the outbox in memory is closed; make another");
  }

  #expire(): number {
    const nowAtMs = this.#settings.clock.now();
    const expiredCount = this.#book.expire(nowAtMs - this.#settings.maxAgeMs);
    if (expiredCount > 0) {
      this.#lossLog.expired(expiredCount);
      this.#bell.ring();
    }
    this.#lossLog.tell();
    return nowAtMs;
  }
}
