import type { OutboxEntry, SharedBytes } from "../outbox-entry.ts";
import { SlabCopier } from "./slab-copier.ts";

/** Most bytes that are remembered: two generations of entries, and what they share. */
const MOST_BYTES_PER_GENERATION = 8 * 1_048_576;
const MOST_SHARED_BYTES = 8 * 1_048_576;
/** About what an entry takes beside its bytes. */
const BYTES_PER_ENTRY = 512;

/** An entry as it was written, without what changes. */
export type RecentEntry = Omit<OutboxEntry, "attempts" | "shared"> & {
  readonly sharedId: number | null;
};

/**
 * Entries that the owner has appended or read of late, so that it need not read them again: what an
 * entry says never changes, and its id is never given again. That they wait, the file alone knows.
 */
export class RecentEntries {
  #young = new Map<number, RecentEntry>();
  #old = new Map<number, RecentEntry>();
  /** All that were kept since the last change of generations, as those forgotten hold their slab. */
  #youngBytes = 0;
  readonly #copier = new SlabCopier();
  readonly #shared = new Map<number, SharedBytes>();
  #sharedBytes = 0;

  /** Remembers an entry, whose bytes nobody may change from now on. */
  keep(entry: RecentEntry): void {
    this.#young.set(entry.entryId, entry);
    this.#youngBytes += entry.bytes.byteLength + BYTES_PER_ENTRY;
    if (this.#youngBytes <= MOST_BYTES_PER_GENERATION) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngBytes = 0;
  }

  /** Bytes that nobody else can change. */
  copy(bytes: Uint8Array): Uint8Array {
    return this.#copier.copy(bytes);
  }

  get(entryId: number): RecentEntry | undefined {
    return this.#young.get(entryId) ?? this.#old.get(entryId);
  }

  forget(entryId: number): void {
    if (!this.#young.delete(entryId)) this.#old.delete(entryId);
  }

  keepShared(sharedId: number, shared: SharedBytes): void {
    if (this.#shared.has(sharedId)) return;
    const { byteLength } = shared.bytes;
    if (this.#sharedBytes + byteLength > MOST_SHARED_BYTES) this.#clearShared();
    this.#shared.set(sharedId, shared);
    this.#sharedBytes += byteLength;
  }

  shared(sharedId: number): SharedBytes | undefined {
    return this.#shared.get(sharedId);
  }

  /** Ids of shared bytes are given again, so this must be called whenever some are deleted. */
  forgetShared(sharedId: number): void {
    this.#sharedBytes -= this.#shared.get(sharedId)?.bytes.byteLength ?? 0;
    this.#shared.delete(sharedId);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngBytes = 0;
    this.#clearShared();
  }

  #clearShared(): void {
    this.#shared.clear();
    this.#sharedBytes = 0;
  }
}
