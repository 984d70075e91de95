import { InvalidValueError } from "@ven/core";
import { checkEntries } from "../check-entries.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { OutboxBounds } from "../outbox-options.ts";
import { entryOfAll, type KeptEntry } from "./kept-entry.ts";
import type { OutboxBook } from "./outbox-book.ts";

const MOST_ENTRIES = 100;

/**
 * Thins out what is oldest, 100 entries of one stream at a time. What came of it is passed over until
 * all the rest was thinned out too, so that no stream loses more than its share.
 */
export class Thinner {
  readonly #book: OutboxBook;
  readonly #downsample: NonNullable<OutboxBounds["downsample"]>;
  #round = 1;
  /** Entries before this instant had their turn in this round. */
  #fromMs = 0;

  constructor(book: OutboxBook, downsample: NonNullable<OutboxBounds["downsample"]>) {
    this.#book = book;
    this.#downsample = downsample;
  }

  /**
   * Thins out once.
   *
   * @returns how many readings are gone; `undefined` if nothing could be made less
   * @throws {InvalidValueError} if `downsample` returns what it must not
   */
  thin(nowAtMs: number): number | undefined {
    const group = this.#nextGroup() ?? this.#firstOfNextRound();
    if (group === undefined) return undefined;
    const thinned = this.#downsample(group.map(entryOfAll));
    checkThinned(group, thinned);
    const [before, after] = [sizeOf(group.map(({ entry }) => entry)), sizeOf(thinned)];
    if (after.count === before.count && after.bytes >= before.bytes) return undefined;
    this.#replace(group, thinned, before.count - after.count, nowAtMs);
    return before.count - after.count;
  }

  #firstOfNextRound(): readonly KeptEntry[] | undefined {
    this.#round += 1;
    this.#fromMs = 0;
    return this.#nextGroup();
  }

  /** The oldest entry that had no turn yet, and those of its stream that wait for the same sinks. */
  #nextGroup(): readonly KeptEntry[] | undefined {
    for (const kept of this.#book.vault.byAge.forwards(this.#fromMs)) {
      if (kept.thinnedInRound >= this.#round || !isPending(kept)) continue;
      this.#fromMs = kept.entry.atMs;
      const sinkIndex = kept.claims.findIndex((claim) => claim !== undefined);
      return (kept.stream.pending[sinkIndex] ?? [])
        .map((claim) => claim.kept)
        .filter((other) => isPending(other) && haveSameSinks(kept, other))
        .slice(0, MOST_ENTRIES);
    }
    return undefined;
  }

  #replace(
    group: readonly KeptEntry[],
    thinned: readonly NewOutboxEntry[],
    goneCount: number,
    nowAtMs: number,
  ): void {
    const added = thinned.map((entry) => this.#book.vault.add(entry));
    for (const kept of added) kept.thinnedInRound = this.#round;
    for (const ledger of this.#book.ledgers) {
      const claims = group.flatMap((kept) => kept.claims[ledger.index] ?? []);
      if (claims.length === 0) continue;
      const start = {
        attempts: Math.max(...claims.map(({ attempts }) => attempts)),
        retryAtMs: Math.max(...claims.map(({ retryAtMs }) => retryAtMs)),
        reason: claims.find(({ reason }) => reason !== undefined)?.reason,
      };
      for (const kept of added) this.#book.claim(ledger, kept, nowAtMs, start);
      for (const claim of claims) this.#book.release(ledger, claim);
      ledger.droppedCount += goneCount;
    }
  }
}

function isPending({ claims }: KeptEntry): boolean {
  return claims.every((claim) => claim === undefined || claim.state === "pending");
}

function haveSameSinks(a: KeptEntry, b: KeptEntry): boolean {
  const count = Math.max(a.claims.length, b.claims.length);
  for (let index = 0; index < count; index += 1) {
    if ((a.claims[index] === undefined) !== (b.claims[index] === undefined)) return false;
  }
  return true;
}

function sizeOf(entries: readonly NewOutboxEntry[]): { count: number; bytes: number } {
  let [count, bytes] = [0, 0];
  for (const entry of entries) {
    count += entry.count;
    bytes += entry.bytes.byteLength;
  }
  return { count, bytes };
}

function checkThinned(group: readonly KeptEntry[], thinned: readonly NewOutboxEntry[]): void {
  checkEntries(thinned);
  const stream = group[0]?.entry.stream;
  const foreign = thinned.find((entry) => entry.stream !== stream);
  if (foreign !== undefined) {
    const rule = `it was given entries of ${stream}; let it return the same stream`;
    throw new InvalidValueError("result of downsample: stream", foreign.stream, rule);
  }
  const givenCount = sizeOf(group.map(({ entry }) => entry)).count;
  const { count } = sizeOf(thinned);
  if (count <= givenCount) return;
  const rule = `it was given ${givenCount}; let it return no more`;
  throw new InvalidValueError("result of downsample: readings", count, rule);
}
