import { existsSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import { type Clock, describeError, type Logger } from "@ven/core";
import Database from "better-sqlite3";
import { OUTBOX_LOG } from "../outbox-log.ts";
import type { OutboxSink } from "../outbox-options.ts";
import type { OutboxCount, OutboxSalvage } from "../outbox-status.ts";
import { beginOwnership } from "./begin-ownership.ts";
import { type ConnectOptions, connectFile } from "./connect-file.ts";
import { declareSinks } from "./declare-sinks.ts";
import type { OutboxConnection } from "./outbox-connection.ts";
import type { OwnerBounds } from "./owner-facts.ts";
import {
  corruptPathOf,
  isMarkedOutbox,
  isWritable,
  moveDatabase,
  removeDatabase,
} from "./put-aside.ts";
import { SalvagedBooks } from "./salvage-books.ts";
import { EntrySalvage } from "./salvage-entries.ts";
import { isFull, isUnreadable } from "./sqlite-faults.ts";

/** What a {@link FileDoctor} works with. */
export interface DoctorOptions {
  readonly connect: ConnectOptions;
  readonly sinks: readonly OutboxSink[];
  readonly bounds: OwnerBounds;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens the owner's file, whatever has happened to it: one that is damaged is put aside as
 * `<name>.corrupt-<time>.sqlite`, and what can be read of it goes on in a new one.
 */
export class FileDoctor {
  readonly #options: DoctorOptions;
  /** What was saved last. */
  #salvage: OutboxSalvage | undefined;

  constructor(options: DoctorOptions) {
    this.#options = options;
  }

  /**
   * Opens the file; looks through all of it if its last owner did not close it.
   *
   * @param wasOutbox - whether the path is known to have been an outbox, whatever is there now
   */
  async open(wasOutbox: boolean): Promise<OutboxConnection> {
    const { path } = this.#options.connect;
    this.#finishRename();
    const mayBeDamaged = existsSync(path);
    try {
      return await this.#connect(true);
    } catch (error) {
      const isDamaged = mayBeDamaged && isUnreadable(error) && isWritable(path);
      if (!isDamaged || !(wasOutbox || isMarkedOutbox(path))) throw error;
      return this.#replace(error, true);
    }
  }

  /** Replaces a file that turned out to be damaged while it was open. */
  async repair(connection: OutboxConnection, cause: unknown): Promise<OutboxConnection> {
    connection.database.close();
    return this.#replace(cause, false);
  }

  async #replace(cause: unknown, isNewOwner: boolean): Promise<OutboxConnection> {
    const { connect, sinks, clock, logger } = this.#options;
    const { path } = connect;
    const atMs = clock.now();
    const corruptPath = corruptPathOf(path, atMs);
    const freshPath = `${resolve(path)}.salvaging`;
    removeDatabase(freshPath);
    // Beyond the bound is better than lost: the next append makes room.
    const unbound = { ...connect, maxBytes: undefined };
    const fresh = await connectFile({ ...unbound, path: freshPath, mustExist: false });
    const saved = await salvage(path, fresh, sinks);
    fresh.database.pragma("wal_checkpoint(truncate)");
    fresh.database.close();
    renameSync(freshPath, salvagedPath(path));
    moveDatabase(resolve(path), corruptPath);
    this.#finishRename();
    this.#salvage = { corruptPath, saved, atMs };
    logger.error(
      { path, corruptPath, ...saved, reason: describeError(cause) },
      OUTBOX_LOG.salvaged,
    );
    return this.#connect(isNewOwner);
  }

  async #connect(isNewOwner: boolean): Promise<OutboxConnection> {
    const { connect, sinks, bounds } = this.#options;
    const salvage = this.#salvage;
    const connection = await connectFile(connect);
    try {
      beginOwnership(connection, {
        sinks,
        facts: { bounds, ...(salvage !== undefined && { salvage }) },
        isNewOwner,
      });
      return connection;
    } catch (error) {
      connection.database.close();
      throw error;
    }
  }

  /** A process that ended between the two renames left the saved file under its second name. */
  #finishRename(): void {
    const { path } = this.#options.connect;
    const saved = salvagedPath(path);
    if (!existsSync(saved)) return;
    if (existsSync(path)) removeDatabase(saved);
    else renameSync(saved, resolve(path));
  }
}

async function salvage(
  path: string,
  fresh: OutboxConnection,
  sinks: readonly OutboxSink[],
): Promise<OutboxCount> {
  const nothing = { entryCount: 0, readingCount: 0 };
  let damaged: Database.Database | undefined;
  try {
    damaged = new Database(resolve(path), { fileMustExist: true, timeout: 0 });
    damaged.prepare("select count(*) from sqlite_master").get();
  } catch {
    // Not even the schema can be read: there is nothing to save.
    damaged?.close();
    return nothing;
  }
  try {
    const books = new SalvagedBooks(damaged, fresh);
    declareSinks(fresh, sinks);
    const entries = new EntrySalvage(damaged, fresh, books);
    await runAsFarAsPossible(entries);
    books.finish();
    return entries.saved;
  } finally {
    damaged.close();
  }
}

async function runAsFarAsPossible(entries: EntrySalvage): Promise<void> {
  try {
    await entries.run();
  } catch (error) {
    // What was saved until now goes on.
    if (!isUnreadable(error) && !isFull(error)) throw error;
  }
}

function salvagedPath(path: string): string {
  return `${resolve(path)}.salvaged`;
}
