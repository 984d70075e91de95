import { statSync } from "node:fs";
import { type Clock, sleep } from "@ven/core";
import { StoreError } from "../../errors/store-error.ts";
import { FileMemory } from "./file-memory.ts";
import { type OutboxConnection, readSinks } from "./outbox-connection.ts";
import { OutboxTransaction } from "./outbox-transaction.ts";
import { SinkBook } from "./sink-book.ts";
import { explainFault, isBusy, isDamage } from "./sqlite-faults.ts";

/** Longest wait for a visitor who writes, ms. */
const BUSY_TIMEOUT_MS = 5_000;
const BUSY_PAUSE_MS = 10;

/** One piece of work on the file: synchronous, and whole or not at all. */
export interface OutboxWork<Result> {
  /** What is tried, for error messages, such as `append to`. */
  readonly doing: string;
  readonly signal: AbortSignal | undefined;
  readonly work: (tx: OutboxTransaction) => Result;
}

/** What {@link OutboxFile} asks of those who keep the file in order. */
export interface OutboxFileOptions {
  readonly path: string;
  readonly isOwner: boolean;
  /** How many bytes of the file may be shared by no entry. */
  readonly mostUnusedBytes: number;
  readonly clock: Clock;
  readonly connection: OutboxConnection;
  /** If the disk was full, makes room; tells whether it is worth another attempt. */
  readonly makeRoom: (error: unknown, connection: OutboxConnection, attempt: number) => boolean;
  /**
   * Puts a damaged file aside and opens one with what could be saved of it; for a visitor, opens the
   * one that the owner has put in its place.
   */
  readonly repair: (connection: OutboxConnection, cause: unknown) => Promise<OutboxConnection>;
  /** Called after each transaction that wrote. */
  readonly onCommit: (tx: OutboxTransaction, connection: OutboxConnection) => void;
  /** Called by the owner before the file is closed. */
  readonly onClose: (connection: OutboxConnection) => void;
}

/** The one connection to an outbox's file: transactions, and what is done when one fails. */
export class OutboxFile {
  readonly path: string;
  readonly #options: OutboxFileOptions;
  readonly #memory: FileMemory;
  readonly #underWay = new Set<Promise<unknown>>();
  #connection: OutboxConnection;
  #sinks: SinkBook;
  #inode: number | undefined;
  #repair: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: OutboxFileOptions) {
    this.path = options.path;
    this.#options = options;
    this.#connection = options.connection;
    this.#memory = new FileMemory(options.mostUnusedBytes);
    this.#inode = inodeOf(options.path);
    this.#sinks = new SinkBook(readSinks(options.connection.database));
  }

  get sinks(): SinkBook {
    return this.#sinks;
  }

  get outboxId(): string {
    return this.#connection.outboxId;
  }

  /** Reads in one transaction, so that all rows are of one instant. */
  read<Result>(work: OutboxWork<Result>): Promise<Result> {
    return this.#run("begin", work);
  }

  /** Writes everything or nothing. */
  write<Result>(work: OutboxWork<Result>): Promise<Result> {
    return this.#run("beginImmediate", work);
  }

  /** Waits for the calls under way, then closes. */
  close(): Promise<void> {
    this.#closed ??= this.#closeWhenIdle();
    return this.#closed;
  }

  async #closeWhenIdle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    const { database } = this.#connection;
    try {
      if (this.#options.isOwner) this.#options.onClose(this.#connection);
    } catch {
      // The next owner looks through all of the file, as it does not say that it was closed.
    }
    database.close();
  }

  async #run<Result>(begin: "begin" | "beginImmediate", task: OutboxWork<Result>): Promise<Result> {
    const { doing, signal } = task;
    signal?.throwIfAborted();
    if (this.#closed !== undefined) {
      const message = `cannot ${doing} outbox ${this.path}: it is closed; open it again`;
      throw new StoreError("STORE_CLOSED", this.path, message);
    }
    const result = this.#attempt(begin, task);
    this.#underWay.add(result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(result);
    }
  }

  async #attempt<Result>(
    begin: "begin" | "beginImmediate",
    { doing, signal, work }: OutboxWork<Result>,
  ): Promise<Result> {
    const { clock, isOwner, makeRoom } = this.#options;
    const remedies = { untilMs: clock.monotonic() + BUSY_TIMEOUT_MS, repaired: false, roomMade: 0 };
    for (;;) {
      if (this.#repair !== undefined) await this.#repair;
      else if (!isOwner && this.#isReplaced()) await this.#repairOnce(undefined);
      try {
        return this.#transact(begin, work);
      } catch (error) {
        if (isBusy(error) && clock.monotonic() < remedies.untilMs) {
          await sleep(clock, BUSY_PAUSE_MS, signal === undefined ? {} : { signal });
        } else if (isDamage(error) && isOwner && !remedies.repaired) {
          remedies.repaired = true;
          await this.#repairOnce(error);
        } else {
          remedies.roomMade += 1;
          if (makeRoom(error, this.#connection, remedies.roomMade)) continue;
          throw explainFault(error, doing, this.path);
        }
      }
    }
  }

  /** Whether the path names another file by now. */
  #isReplaced(): boolean {
    const inode = inodeOf(this.path);
    if (inode === this.#inode) return false;
    this.#inode = inode;
    return inode !== undefined;
  }

  #repairOnce(cause: unknown): Promise<void> {
    this.#repair ??= this.#options
      .repair(this.#connection, cause)
      .then((connection) => {
        this.#connection = connection;
        this.#sinks = new SinkBook(readSinks(connection.database));
        this.#memory.clear();
      })
      .finally(() => {
        this.#repair = undefined;
      });
    return this.#repair;
  }

  #transact<Result>(
    begin: "begin" | "beginImmediate",
    work: (tx: OutboxTransaction) => Result,
  ): Result {
    const { isOwner, clock, onCommit } = this.#options;
    const { database, statements } = this.#connection;
    // A visitor's owner may have been opened with other sinks meanwhile.
    if (!isOwner) this.#sinks = new SinkBook(readSinks(database));
    this.#memory.trim();
    const tx = new OutboxTransaction({
      database,
      statements,
      sinks: this.#sinks,
      memory: this.#memory,
      isOwner,
      nowAtMs: clock.now(),
    });
    const result = this.#inTransaction(begin, tx, work);
    if (begin === "beginImmediate") onCommit(tx, this.#connection);
    return result;
  }

  #inTransaction<Result>(
    begin: "begin" | "beginImmediate",
    tx: OutboxTransaction,
    work: (tx: OutboxTransaction) => Result,
  ): Result {
    const { database, statements } = tx;
    statements[begin].run();
    try {
      this.#memory.look(statements);
      const result = work(tx);
      tx.finish();
      statements.commit.run();
      return result;
    } catch (error) {
      this.#memory.clear();
      // After some failures, such as a full disk, SQLite has rolled back by itself.
      if (database.inTransaction) statements.rollback.run();
      throw error;
    }
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
