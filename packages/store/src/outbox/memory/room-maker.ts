import { InvalidValueError } from "@ven/core";
import type { OutboxSettings } from "../check-outbox-options.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import { ENTRY_OVERHEAD_BYTES } from "./entry-vault.ts";
import type { KeptEntry } from "./kept-entry.ts";
import type { OutboxBook } from "./outbox-book.ts";
import { Thinner } from "./thinner.ts";

/** What is to be done with an entry: keep it, refuse it, or wait until there is room. */
export type Admission = "keep" | "refuse" | "wait";

/** Keeps an outbox within its bounds. */
export class RoomMaker {
  readonly #book: OutboxBook;
  readonly #settings: OutboxSettings;
  readonly #thinner: Thinner | undefined;
  /** Told how many readings were pushed out. */
  readonly #onDropped: (readingCount: number) => void;

  constructor(
    book: OutboxBook,
    settings: OutboxSettings,
    onDropped: (readingCount: number) => void,
  ) {
    this.#book = book;
    this.#settings = settings;
    this.#onDropped = onDropped;
    const { onFull, downsample } = settings;
    if (onFull === "downsample" && downsample !== undefined) {
      this.#thinner = new Thinner(book, downsample);
    }
  }

  /** @throws {InvalidValueError} if an entry would not even fit into an empty outbox */
  checkFits(subject: string, { count, bytes, shared }: NewOutboxEntry): void {
    const { maxReadings, maxBytes } = this.#settings;
    if (count > maxReadings) {
      const rule = `maxReadings is ${maxReadings}; split the entry or allow more`;
      throw new InvalidValueError(`${subject}.count`, count, rule);
    }
    const sharedBytes = shared?.bytes.byteLength ?? 0;
    const byteLength = ENTRY_OVERHEAD_BYTES + bytes.byteLength + sharedBytes;
    if (byteLength <= maxBytes) return;
    const rule = `maxBytes is ${maxBytes}; split the entry or allow more`;
    throw new InvalidValueError(`${subject}.bytes: length`, bytes.byteLength, rule);
  }

  /** Makes room for an entry as `onFull` says. */
  admit(entry: NewOutboxEntry, nowAtMs: number): Admission {
    while (!this.#hasRoomFor(entry)) {
      const { onFull } = this.#settings;
      if (onFull === "drop-newest") return "refuse";
      if (onFull === "block") return "wait";
      const thinned = this.#thinner?.thin(nowAtMs);
      if (thinned !== undefined) this.#onDropped(thinned);
      else if (!this.#dropOldest()) return "refuse";
    }
    return "keep";
  }

  #hasRoomFor(entry: NewOutboxEntry): boolean {
    const { vault } = this.#book;
    const { maxReadings, maxBytes } = this.#settings;
    return vault.readingCount + entry.count <= maxReadings && vault.hasRoomFor(entry, maxBytes);
  }

  #dropOldest(): boolean {
    for (const kept of this.#book.vault.byAge.forwards()) {
      if (isUnderWay(kept)) continue;
      this.#onDropped(kept.entry.count);
      this.#book.dropAll(kept);
      return true;
    }
    return false;
  }
}

function isUnderWay({ claims }: KeptEntry): boolean {
  return claims.some((claim) => claim?.state === "intent");
}
