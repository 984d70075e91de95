import { InvalidValueError } from "@ven/core";
import type { OutboxSettings } from "../check-outbox-options.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { DiskRoom } from "./disk-room.ts";
import { dropOldest } from "./drop-oldest.ts";
import type { OutboxStatements } from "./outbox-statements.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { PAGE_BYTES } from "./page-bytes.ts";
import { Thinner } from "./thinner.ts";

/** What an entry takes beside its bytes, about: its rows, and its places in the indices. */
const BYTES_PER_ENTRY = 512;
/** With what the file may grow by before, less than the ballast. */
const MOST_BYTES_AT_ONCE = 524_288;
/** Room for what is written while entries are sent. */
const MOST_RESERVE_BYTES = 4 * 1_048_576;
/** So that the log of a transaction fits into the ballast. */
const MOST_BYTES_AT_ONCE_IF_FULL = 131_072;

/** Whether there is room for an entry. */
export type RoomAnswer = "room" | "refused" | "blocked";

/** Keeps the outbox within its bounds. */
export class OutboxRoom {
  readonly #settings: OutboxSettings;
  readonly #disk: DiskRoom;
  readonly #thinner: Thinner | undefined;
  #measuredFor: OutboxTransaction | undefined;
  #readings = 0;
  #bytes = 0;

  constructor(settings: OutboxSettings, disk: DiskRoom) {
    this.#settings = settings;
    this.#disk = disk;
    const { onFull, downsample } = settings;
    if (onFull === "downsample" && downsample !== undefined) {
      this.#thinner = new Thinner(downsample);
    }
  }

  /** @throws {InvalidValueError} if one of the entries would not even fit into an empty outbox */
  checkFit(entries: readonly NewOutboxEntry[]): void {
    const { maxReadings, maxBytes } = this.#settings;
    const mostBytes = Math.floor(maxBytes / 2);
    for (const [index, { count, bytes, shared }] of entries.entries()) {
      if (count > maxReadings) {
        const rule = `maxReadings is ${maxReadings}; split the entry or allow more`;
        throw new InvalidValueError(`entries[${index}].count`, count, rule);
      }
      const byteLength = bytes.byteLength + (shared?.bytes.byteLength ?? 0);
      if (byteLength > mostBytes) {
        const rule = `maxBytes is ${maxBytes}, of which one entry may have half; split it or allow more`;
        throw new InvalidValueError(`entries[${index}].bytes: length`, byteLength, rule);
      }
    }
  }

  /** Bytes of the file that entries may fill; the rest is for what is written while they are sent. */
  get capBytes(): number {
    const { maxBytes } = this.#settings;
    const capBytes = maxBytes - Math.min(MOST_RESERVE_BYTES, Math.floor(maxBytes / 16));
    return Math.min(capBytes, this.#disk.limitBytes ?? capBytes);
  }

  /** Most bytes of entries in one transaction. */
  get mostBytesAtOnce(): number {
    if (this.#disk.limitBytes !== undefined) return MOST_BYTES_AT_ONCE_IF_FULL;
    return Math.min(MOST_BYTES_AT_ONCE, Math.floor(this.capBytes / 32));
  }

  /** Looks whether an entry fits, and lets others go for it if `onFull` says so. */
  makeRoomFor(tx: OutboxTransaction, entry: NewOutboxEntry): RoomAnswer {
    let bytes = bytesOf(tx, entry);
    if (this.#measuredFor !== tx) this.#measure(tx);
    const { onFull } = this.#settings;
    while (!this.#fits(tx, entry.count, bytes)) {
      if (onFull === "drop-newest") return "refused";
      if (onFull === "block") return "blocked";
      tx.newcomers.write(tx);
      if (this.#thinner?.thin(tx) !== true && !dropOldest(tx)) return "refused";
      tx.releaseShared();
      bytes = bytesOf(tx, entry);
    }
    this.#readings += entry.count;
    this.#bytes += bytes;
    return "room";
  }

  #fits(tx: OutboxTransaction, count: number, bytes: number): boolean {
    const { maxReadings } = this.#settings;
    if (this.#readings + count > maxReadings || this.#bytes + bytes > this.capBytes) {
      this.#measure(tx);
    }
    return this.#readings + count <= maxReadings && this.#bytes + bytes <= this.capBytes;
  }

  #measure(tx: OutboxTransaction): void {
    this.#measuredFor = tx;
    tx.newcomers.write(tx);
    this.#readings = tx.books.readings;
    this.#bytes = usedBytes(tx.statements);
  }
}

/** What an entry takes, with what it shares if that is not there yet. */
function bytesOf(
  { memory, statements }: OutboxTransaction,
  { bytes, shared }: NewOutboxEntry,
): number {
  const byteLength = bytes.byteLength + BYTES_PER_ENTRY;
  if (shared === undefined) return byteLength;
  const isThere =
    memory.sharedId(shared.key) !== undefined ||
    statements.findShared.get(shared.key) !== undefined;
  return isThere ? byteLength : byteLength + shared.bytes.byteLength;
}

/** Bytes of the file that hold something. */
export function usedBytes({ pageCount, freePageCount }: OutboxStatements): number {
  return ((pageCount.get() ?? 0) - (freePageCount.get() ?? 0)) * PAGE_BYTES;
}
