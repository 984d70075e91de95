import type { NewOutboxEntry } from "../outbox-entry.ts";
import { ByteCopier } from "./byte-copier.ts";
import type { KeptEntry, KeptStream } from "./kept-entry.ts";
import { SharedVault } from "./shared-vault.ts";
import { Timeline } from "./timeline.ts";

/** What an entry takes on the heap beside its bytes: measured with one sink, over 200,000 entries. */
export const ENTRY_OVERHEAD_BYTES: number = 650;

/** Every entry that is kept, whatever sink wants it. */
export class EntryVault {
  readonly #byId = new Map<number, KeptEntry>();
  /** How many entries of a key wait: more than one if a part took over the key of its shipment. */
  readonly #keys = new Map<string, number>();
  readonly #streams = new Map<string, KeptStream>();
  readonly #shared = new SharedVault();
  readonly byAge: Timeline<KeptEntry> = new Timeline<KeptEntry>();
  readonly #copier = new ByteCopier();
  readonly #sinkCount: number;
  #lastEntryId = 0;
  #entryBytes = 0;
  #readingCount = 0;

  constructor(sinkCount: number) {
    this.#sinkCount = sinkCount;
  }

  get entryCount(): number {
    return this.#byId.size;
  }

  get readingCount(): number {
    return this.#readingCount;
  }

  get byteLength(): number {
    return this.#entryBytes + this.#shared.byteLength;
  }

  /** In the order of `entryId`. */
  entries(): Iterable<KeptEntry> {
    return this.#byId.values();
  }

  get(entryId: number): KeptEntry | undefined {
    return this.#byId.get(entryId);
  }

  /** What is known of a stream; `undefined` if it never had an entry. */
  stream(name: string): KeptStream | undefined {
    return this.#streams.get(name);
  }

  /** Whether an entry was given before. */
  isDuplicate({ key, stream }: NewOutboxEntry): boolean {
    return this.#keys.has(key) || this.#streams.get(stream)?.lastKey === key;
  }

  /** Whether {@link byteLength} would be within a bound with one more entry. */
  hasRoomFor({ bytes, shared }: NewOutboxEntry, maxBytes: number): boolean {
    const leftBytes = maxBytes - this.byteLength - ENTRY_OVERHEAD_BYTES - bytes.byteLength;
    // Mostly there is room for the shared bytes too, and no need to look whether they are kept.
    if (shared === undefined || leftBytes >= shared.bytes.byteLength) return leftBytes >= 0;
    return leftBytes >= this.#shared.addedBytes(shared);
  }

  /** Keeps a copy of an entry, which nobody claims yet. */
  add(entry: NewOutboxEntry): KeptEntry {
    const copy = this.#copyOf(entry);
    this.#lastEntryId += 1;
    const kept: KeptEntry = {
      entryId: this.#lastEntryId,
      entry: copy,
      stream: this.#streamOf(entry.stream),
      claims: new Array<undefined>(this.#sinkCount),
      claimCount: 0,
      thinnedInRound: 0,
    };
    this.#byId.set(kept.entryId, kept);
    this.#keys.set(copy.key, (this.#keys.get(copy.key) ?? 0) + 1);
    this.byAge.add(copy.atMs, kept);
    this.#entryBytes += ENTRY_OVERHEAD_BYTES + copy.bytes.byteLength;
    this.#readingCount += copy.count;
    return kept;
  }

  /** Lets go of an entry that nobody claims any more. */
  delete(kept: KeptEntry): void {
    const { key, atMs, count, bytes, shared } = kept.entry;
    this.#byId.delete(kept.entryId);
    const sameKey = (this.#keys.get(key) ?? 1) - 1;
    if (sameKey > 0) this.#keys.set(key, sameKey);
    else this.#keys.delete(key);
    this.byAge.delete(atMs, kept);
    if (shared !== undefined) this.#shared.release(shared);
    this.#entryBytes -= ENTRY_OVERHEAD_BYTES + bytes.byteLength;
    this.#readingCount -= count;
  }

  clear(): void {
    for (const kept of [...this.#byId.values()]) this.delete(kept);
    this.#streams.clear();
  }

  #copyOf(entry: NewOutboxEntry): NewOutboxEntry {
    const { key, kind, stream, atMs, count } = entry;
    const bytes = this.#copier.copy(entry.bytes);
    if (entry.shared === undefined) return { key, kind, stream, atMs, count, bytes };
    return { key, kind, stream, atMs, count, bytes, shared: this.#shared.add(entry.shared) };
  }

  #streamOf(name: string): KeptStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const stream: KeptStream = { lastKey: undefined, pending: [] };
    this.#streams.set(name, stream);
    return stream;
  }
}
