import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { pid } from "node:process";
import { type Clock, describeError, sleep } from "@ven/core";
import Database from "better-sqlite3";
import { OutboxOwnedError } from "../../errors/outbox-owned-error.ts";
import { StoreError } from "../../errors/store-error.ts";
import { explainOpening } from "../../sqlite/open-database.ts";
import { isBusy, isDamage, isForbidden } from "./sqlite-faults.ts";

/** A visitor who asks who owns the outbox holds the lock for an instant; ms and times to try again. */
const RETRY_MS = 20;
const MOST_ATTEMPTS = 5;

/**
 * Says that this process alone delivers from an outbox, until it is released or the process ends: the
 * kernel lets go of the lock then, so that no heartbeat is needed.
 *
 * It is a tiny SQLite file beside the outbox, `<path>.lock`, with its owner's pid in the header and its
 * write lock held. Nothing but SQLite may open that file: POSIX drops a process's locks on a file as
 * soon as it closes any descriptor of it.
 */
export class OwnerLock {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /**
   * Takes the lock of an outbox.
   *
   * @returns the lock, and whether there never was one before
   * @throws {OutboxOwnedError} if another process, or another outbox of this one, owns it
   */
  static async take(
    path: string,
    clock: Clock,
  ): Promise<{ readonly lock: OwnerLock; readonly isNew: boolean }> {
    const isNew = !hadOwner(path);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return { lock: new OwnerLock(lockFile(lockPath(path))), isNew };
      } catch (error) {
        if (isDamage(error)) rmSync(lockPath(path), { force: true });
        else if (!isBusy(error)) throw explainLock(error, path);
        if (attempt === MOST_ATTEMPTS) throw new OutboxOwnedError(path, readPid(path));
      }
      await sleep(clock, RETRY_MS);
    }
  }

  release(): void {
    this.#database.close();
  }
}

/** Whether an outbox ever had an owner. */
export function hadOwner(path: string): boolean {
  return existsSync(lockPath(path));
}

/** The process that owns an outbox; `undefined` if none does. */
export function findOwner(path: string): number | undefined {
  let database: Database.Database | undefined;
  try {
    database = open(lockPath(path), true);
    database.exec("begin immediate; rollback");
    return undefined;
  } catch (error) {
    return isBusy(error) ? readPid(path) : undefined;
  } finally {
    database?.close();
  }
}

function lockFile(path: string): Database.Database {
  const database = open(path, false);
  try {
    // The pid lies in the header, which is overwritten in place: this works on a full disk, too.
    database.pragma("journal_mode = memory");
    database.exec(`begin immediate; pragma user_version = ${pid}; commit; begin immediate`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function explainLock(error: unknown, path: string): StoreError {
  if (!isForbidden(error)) return explainOpening(error, path, "outbox");
  const message = `cannot open outbox ${path}: its lock ${lockPath(path)} cannot be written (${describeError(error)}); check the permissions of that file and its folder`;
  return new StoreError("STORE_NOT_WRITABLE", path, message, { cause: error });
}

function readPid(path: string): number | undefined {
  let database: Database.Database | undefined;
  try {
    database = open(lockPath(path), true);
    const value = Number(database.pragma("user_version", { simple: true }));
    return value > 0 ? value : undefined;
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

function open(path: string, mustExist: boolean): Database.Database {
  return new Database(path, { fileMustExist: mustExist, timeout: 0 });
}

function lockPath(path: string): string {
  return `${resolve(path)}.lock`;
}
