import { randomBytes } from "node:crypto";
import { existsSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describeError, type Logger } from "@ven/core";
import type { Database } from "better-sqlite3";
import { OUTBOX_LOG } from "../outbox-log.ts";
import type { OutboxConnection } from "./outbox-connection.ts";
import { PAGE_BYTES } from "./page-bytes.ts";
import { isFull } from "./sqlite-faults.ts";

const BALLAST_BYTES = 1_048_576;
/** Free bytes at which a disk has room again. */
const ROOM_BYTES = 4 * BALLAST_BYTES;
/** Most bytes by which the file is to grow once the log is brought into it. */
const MOST_GROWTH_BYTES = 262_144;
/** By which factor the bound of the file gives way, so that what waits can still be sent and settled. */
const GIVES_WAY = 4;

/**
 * Keeps the outbox going on a full disk. There SQLite can neither write nor delete, so that the outbox
 * could not even be emptied: `<path>.ballast` holds 1 MiB, which is given up then, and taken again once
 * there is room.
 */
export class DiskRoom {
  readonly #path: string;
  /** Where the file is, wherever the process goes. */
  readonly #filePath: string;
  readonly #ballastPath: string;
  readonly #logger: Logger;
  #limitBytes: number | undefined;
  /** How long the file is at least on the disk. */
  #fileBytes = 0;

  constructor(path: string, logger: Logger) {
    this.#path = path;
    this.#filePath = resolve(path);
    this.#ballastPath = `${this.#filePath}.ballast`;
    this.#logger = logger;
  }

  /** Bytes of the file that may be used while the disk is full; `undefined` while it is not. */
  get limitBytes(): number | undefined {
    return this.#limitBytes;
  }

  /** Takes the ballast, if there is room and it is not there. */
  arm(): void {
    if (existsSync(this.#ballastPath) || this.#freeBytes() < ROOM_BYTES) return;
    try {
      writeFileSync(this.#ballastPath, randomBytes(BALLAST_BYTES));
    } catch {
      // The room is gone already.
      this.#giveUp();
    }
  }

  /**
   * Makes room after a failure for want of it.
   *
   * @param attempt - how often this work has failed, from 1
   * @returns whether it is worth another attempt
   */
  makeRoom(error: unknown, connection: OutboxConnection, attempt: number): boolean {
    const { database } = connection;
    if (!isFull(error) || attempt > 4) return false;
    // Where the disk has room it is the bound of the file, or so it seems. How much was wanted nobody
    // says: one settlement may write a reason to each of thousands of entries.
    if (attempt <= 2 && this.#freeBytes() >= ROOM_BYTES) {
      const most = Number(database.pragma("max_page_count", { simple: true }));
      database.pragma(`max_page_count = ${most * GIVES_WAY}`);
      return true;
    }
    if (this.#limitBytes === undefined) {
      this.#logger.error({ path: this.#path, reason: describeError(error) }, OUTBOX_LOG.diskFull);
    }
    // The log's room first: it is empty once all of it is in the file.
    const isEmptied = attempt % 2 === 1 && emptyLog(database);
    if (!isEmptied && !(this.#giveUp() && emptyLog(database))) return false;
    this.#limitBytes = this.#reachedBytes(connection) + this.#spareBytes();
    return true;
  }

  /**
   * Brings what the log has written into the file before that must grow by more than the ballast would
   * give it: on a full disk the log could not be emptied otherwise. Call it after each append.
   *
   * @param pageCount - of the file, with what was appended
   */
  keepLogShort({ database }: OutboxConnection, pageCount: number): void {
    const bytes = pageCount * PAGE_BYTES;
    if (bytes <= this.#fileBytes) return;
    const size = this.#sizeBytes();
    if (size === undefined) return;
    // What it has beyond its pages may still be cut off.
    this.#fileBytes = Math.min(size, bytes);
    if (bytes - size > MOST_GROWTH_BYTES) emptyLog(database);
  }

  /** The file may be shorter than it was. */
  forgetSize(): void {
    this.#fileBytes = 0;
  }

  /** Gives the ballast up before there is a connection. Returns whether there was one. */
  makeRoomToOpen(error: unknown): boolean {
    return isFull(error) && this.#giveUp();
  }

  /** Looks whether the disk has room again. Call it now and then. */
  look(): void {
    if (this.#limitBytes === undefined || this.#freeBytes() < ROOM_BYTES) return;
    this.#limitBytes = undefined;
    this.arm();
    this.#logger.info({ path: this.#path }, OUTBOX_LOG.diskHasRoom);
  }

  /** What the file has of the disk, or is to have once the log is brought into it. */
  #reachedBytes({ statements }: OutboxConnection): number {
    const pages = (statements.pageCount.get() ?? 0) - (statements.freePageCount.get() ?? 0);
    return Math.max(this.#sizeBytes() ?? 0, pages * PAGE_BYTES);
  }

  /** What the file has of the disk; `undefined` if that cannot be told, as its path was deleted. */
  #sizeBytes(): number | undefined {
    try {
      return statSync(this.#filePath, { throwIfNoEntry: false })?.size;
    } catch {
      // Its folder may not be read any more: what was written is safe all the same.
      return undefined;
    }
  }

  /** What the file may still grow by, beside its log and the ballast that is to be taken again. */
  #spareBytes(): number {
    const bytes = this.#freeBytes();
    // With so much room on the disk it is the bound of the file that was met.
    return bytes < ROOM_BYTES ? Math.max(0, bytes - 2 * BALLAST_BYTES) : 0;
  }

  #giveUp(): boolean {
    if (!existsSync(this.#ballastPath)) return false;
    try {
      rmSync(this.#ballastPath, { force: true });
      return true;
    } catch {
      // It cannot be deleted, so that there is no more room.
      return false;
    }
  }

  #freeBytes(): number {
    try {
      const { bavail, bsize } = statfsSync(dirname(this.#filePath));
      return bavail * bsize;
    } catch {
      // Where it cannot be told, nothing is taken.
      return 0;
    }
  }
}

/** Brings the log into the file and cuts it off. Returns whether that could be done. */
function emptyLog(database: Database): boolean {
  try {
    database.pragma("wal_checkpoint(truncate)");
    return true;
  } catch {
    // No room, a visitor who reads, or damage, which the next call will meet.
    return false;
  }
}
