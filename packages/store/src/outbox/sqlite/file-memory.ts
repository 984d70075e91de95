import { type Books, parseBooks } from "./books.ts";
import { LiveShipments } from "./live-shipments.ts";
import type { OutboxStatements } from "./outbox-statements.ts";
import { RecentEntries } from "./recent-entries.ts";
import { SharedUses } from "./shared-uses.ts";

/** Most names that are remembered; a fleet has one stream per VEN. */
const MOST_NAMES = 200_000;

/** A stream as the owner remembers it. */
export interface RememberedStream {
  readonly streamId: number;
  /** The last key that it was given, unless an entry with a later one waits. */
  lastKey: string;
  /** Up to which entry {@link lastKey} is the last for sure; 0 if that is not known. */
  lastEntryId: number;
  /** No entry of it that waits is newer, epoch ms. */
  newestAtMs: number;
}

/**
 * What need not be read from the file again. Only the owner appends and only it deletes shared bytes,
 * so nobody else can make wrong what it knows of these; what others may change is forgotten as soon as
 * they have. A transaction that is rolled back makes anything wrong, and then all is forgotten.
 */
export class FileMemory {
  readonly streams: Map<string, RememberedStream> = new Map();
  readonly recent: RecentEntries = new RecentEntries();
  readonly sharedUses: SharedUses;
  readonly #sharedByKey = new Map<string, number>();
  readonly #sharedKeys = new Map<number, string>();
  #books: Books | undefined;
  #live: LiveShipments | undefined;
  #version: number | undefined;

  /** @param mostUnusedBytes - how many bytes of the file may be shared by no entry */
  constructor(mostUnusedBytes = 0) {
    this.sharedUses = new SharedUses(mostUnusedBytes);
  }

  /** What is counted, as the transaction under way has found it. */
  books({ readBooks }: OutboxStatements): Books {
    this.#books ??= parseBooks(readBooks.get());
    return this.#books;
  }

  /** What is under way. */
  live(statements: OutboxStatements): LiveShipments {
    const { done } = this.books(statements);
    this.#live ??= new LiveShipments(statements.liveShipments.all(), done);
    return this.#live;
  }

  sharedId(key: string): number | undefined {
    return this.#sharedByKey.get(key);
  }

  rememberShared(key: string, sharedId: number): void {
    this.#sharedByKey.set(key, sharedId);
    this.#sharedKeys.set(sharedId, key);
  }

  forgetShared(sharedId: number): void {
    const key = this.#sharedKeys.get(sharedId);
    this.#sharedKeys.delete(sharedId);
    if (key !== undefined) this.#sharedByKey.delete(key);
    this.recent.forgetShared(sharedId);
    this.sharedUses.forget(sharedId);
  }

  /** Forgets what others have changed since. Call it first in every transaction. */
  look({ dataVersion }: OutboxStatements): void {
    const version = dataVersion.get();
    if (version === this.#version) return;
    this.#version = version;
    this.#books = undefined;
    this.#live = undefined;
    this.sharedUses.clear();
    this.streams.clear();
  }

  clear(): void {
    this.streams.clear();
    this.recent.clear();
    this.sharedUses.clear();
    this.#sharedByKey.clear();
    this.#sharedKeys.clear();
    this.#books = undefined;
    this.#live = undefined;
  }

  /** Keeps it from growing without end. Call it between transactions. */
  trim(): void {
    if (this.streams.size > MOST_NAMES || this.#sharedByKey.size > MOST_NAMES) this.clear();
  }
}
