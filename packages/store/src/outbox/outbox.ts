import type { StoreCallOptions } from "../ven-store.ts";
import type { NewOutboxEntry, OutboxEntry } from "./outbox-entry.ts";
import type { OutboxStatus } from "./outbox-status.ts";
import type { IntendedShipment, Settlement, Shipment } from "./shipment.ts";

/**
 * Readings that were accepted, kept until every sink has them.
 *
 * For each sink an entry is `pending`, then `intent` while it is or may be under way; from there it is
 * delivered, or pending again, or a dead letter. It is deleted once no sink wants it any more; what is
 * too old expires. Made by `openOutbox` and `memoryOutbox`; `outboxContract` of `@ven/store/testing`
 * is what any other must pass.
 *
 * ```
 * append -> pending -> intent -> delivered
 *              ^          |  \-> dead -> (retry) pending
 *              \- postponed
 * ```
 */
export interface Outbox extends AsyncDisposable {
  /** As it was given; `:memory:` if it is gone when closed. */
  readonly path: string;
  /** Made with the outbox and kept with it: tells its reports from those of every other outbox. */
  readonly outboxId: string;

  /**
   * Keeps entries, in transactions of at most 2,000; resolves when they would survive the end of the
   * process, or of the machine's power, as `durability` says.
   *
   * An entry whose key waits already, of the same stream and instant, or is the last that its stream was
   * given, is passed over as a duplicate: a tick that was cut off may run again.
   *
   * Bytes are copied: once it has resolved, they may be written over.
   *
   * @returns what was kept and what was not, in readings
   * @throws {InvalidValueError} if an entry breaks a rule; then none of them is kept
   * @throws {StoreError}
   */
  append(entries: readonly NewOutboxEntry[], options?: AppendOptions): Promise<AppendResult>;

  /**
   * Reads entries that are pending for a sink and whose `retryAtMs` has come; changes nothing.
   *
   * What was damaged on the disk is not among them: it has become a dead letter.
   */
  peek(request: PeekRequest, options?: StoreCallOptions): Promise<readonly OutboxEntry[]>;

  /**
   * Reads shipments that nobody knows the fate of, as their settlement was `unknown` or the process
   * ended: those whose `retryAtMs` has come. Those that this process has intended and not settled yet
   * are not among them.
   */
  peekIntents(
    request: { readonly sink: string; readonly limit: number },
    options?: StoreCallOptions,
  ): Promise<readonly Shipment[]>;

  /**
   * Writes down that shipments are about to be sent: in one transaction, which lasts as `append` does.
   * An entry that is not pending any more, as somebody purged it meanwhile, is left out.
   *
   * @returns the shipments, in the order given, without those that have no entry left
   */
  intend(
    sink: string,
    shipments: readonly IntendedShipment[],
    options?: StoreCallOptions,
  ): Promise<readonly Shipment[]>;

  /**
   * Writes down what became of shipments, in one transaction. A shipment that is not intended any more
   * is passed over.
   *
   * @throws {InvalidValueError} if the parts of a `replaced` shipment do not add up; then none is settled
   */
  settle(
    sink: string,
    settlements: readonly Settlement[],
    options?: StoreCallOptions,
  ): Promise<void>;

  /** Counts what waits and what became of the rest. */
  status(options?: StoreCallOptions): Promise<OutboxStatus>;

  /** Lists entries of a sink by `entryId`, without their bytes. */
  list(request: ListRequest, options?: StoreCallOptions): Promise<readonly OutboxItem[]>;
  /** One entry with its bytes; `undefined` if there is none of this id. */
  get(entryId: number, options?: StoreCallOptions): Promise<OutboxEntry | undefined>;
  /**
   * Makes dead letters pending again.
   *
   * @param request - which; all of the sink if there are no ids
   * @returns how many readings
   */
  retry(request: DeadLetterRequest, options?: StoreCallOptions): Promise<number>;
  /** Deletes dead letters, which count as dropped. Returns how many readings. */
  purge(request: DeadLetterRequest, options?: StoreCallOptions): Promise<number>;

  /** A text that {@link AppendOptions.mark} or {@link setMark} left, such as how far a backfill has come. */
  getMark(name: string, options?: StoreCallOptions): Promise<string | undefined>;
  /**
   * @param name - 1 to 128 characters
   * @param value - at most 4,096 characters; `undefined` deletes it
   */
  setMark(name: string, value: string | undefined, options?: StoreCallOptions): Promise<void>;

  /** Waits for the calls under way, then closes. May be called again. */
  close(): Promise<void>;
}

/** What {@link Outbox.append} may be given. */
export interface AppendOptions extends StoreCallOptions {
  /** Written in the transaction of the last entries; the name has 1 to 128 characters. */
  readonly mark?: { readonly name: string; readonly value: string };
  /** Called when the outbox is full and the call waits for room (`onFull: "block"`), and each second since. */
  readonly onWait?: () => void;
}

/** What became of entries that were appended, in readings; together as many as were given. */
export interface AppendResult {
  readonly acceptedCount: number;
  /** Not kept, as the outbox is full and `onFull` is `drop-newest`. */
  readonly droppedCount: number;
  /** Passed over, as they were given before. */
  readonly duplicateCount: number;
}

/** Which pending entries to read. */
export interface PeekRequest {
  readonly sink: string;
  /** By `atMs`. */
  readonly order: "newest" | "oldest";
  /** Most entries; 1 to 10_000. */
  readonly limit: number;
  /** Only entries of this stream. @defaultValue all */
  readonly stream?: string;
}

/** Which entries to list. */
export interface ListRequest {
  readonly sink: string;
  readonly state: OutboxState;
  readonly stream?: string;
  /** Only entries behind this one. @defaultValue from the first */
  readonly afterEntryId?: number;
  /** 1 to 10_000. */
  readonly limit: number;
}

/** Which dead letters are meant. */
export interface DeadLetterRequest {
  readonly sink: string;
  /** @defaultValue all dead letters of the sink */
  readonly entryIds?: readonly number[];
}

/** The states in which an entry may wait. */
export type OutboxState = "pending" | "intent" | "dead";

/** An entry as a list shows it. */
export interface OutboxItem {
  readonly entryId: number;
  readonly key: string;
  readonly kind: string;
  readonly stream: string;
  readonly atMs: number;
  readonly count: number;
  readonly byteLength: number;
  readonly state: OutboxState;
  readonly attempts: number;
  /** When it may be sent again, epoch ms; `undefined` while it is under way, or dead. */
  readonly retryAtMs?: number;
  /** Why it is not delivered yet, if it was tried; the first 500 characters. */
  readonly reason?: string;
}
