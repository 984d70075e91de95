import type { Database } from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { StoreError } from "../errors/store-error.ts";
import type { StoreTables } from "../schema/store-tables.ts";
import { type BusyWait, retryWhileBusy } from "./retry-while-busy.ts";
import { translateSqliteError } from "./translate-sqlite-error.ts";

/** One piece of work on a store's database. */
export interface StoreWork<Result> {
  /** What is tried, for error messages, such as `read VENs from`. */
  readonly doing: string;
  readonly signal: AbortSignal | undefined;
  readonly work: (db: Kysely<StoreTables>) => Promise<Result>;
}

/** The one connection to a store's file: transactions one after the other, errors explained. */
export class StoreConnection {
  readonly path: string;
  readonly #database: Database;
  readonly #db: Kysely<StoreTables>;
  readonly #busyWait: BusyWait;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(database: Database, path: string, busyWait: BusyWait) {
    this.path = path;
    this.#busyWait = busyWait;
    this.#database = database;
    this.#db = new Kysely<StoreTables>({ dialect: new SqliteDialect({ database }) });
  }

  /** Reads in one transaction, so that all rows are of one instant. */
  read<Result>(work: StoreWork<Result>): Promise<Result> {
    return this.#transact("begin", work);
  }

  /** Writes everything or nothing. Takes the file's write lock at once, so that it cannot go stale. */
  write<Result>(work: StoreWork<Result>): Promise<Result> {
    return this.#transact("begin immediate", work);
  }

  /** Waits for the work under way, then closes the file. May be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#closeWhenIdle();
    return this.#closed;
  }

  async #closeWhenIdle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#db.destroy();
    // kysely closes only a database that it has used.
    this.#database.close();
  }

  async #transact<Result>(begin: string, task: StoreWork<Result>): Promise<Result> {
    task.signal?.throwIfAborted();
    if (this.#closed !== undefined) {
      const message = `cannot ${task.doing} store ${this.path}: it is closed; open it again`;
      throw new StoreError("STORE_CLOSED", this.path, message);
    }
    const result = retryWhileBusy(this.#busyWait, task.signal, () =>
      this.#db.connection().execute((db) => this.#inTransaction(begin, task, db)),
    );
    this.#underWay.add(result);
    try {
      return await result;
    } catch (error) {
      throw translateSqliteError(error, task.doing, this.path);
    } finally {
      this.#underWay.delete(result);
    }
  }

  async #inTransaction<Result>(
    begin: string,
    { signal, work }: StoreWork<Result>,
    db: Kysely<StoreTables>,
  ): Promise<Result> {
    await sql.raw(begin).execute(db);
    try {
      const result = await work(db);
      signal?.throwIfAborted();
      await sql`commit`.execute(db);
      return result;
    } catch (error) {
      // After some failures, such as a full disk, SQLite has rolled back by itself.
      if (this.#database.inTransaction) await sql`rollback`.execute(db);
      throw error;
    }
  }
}
