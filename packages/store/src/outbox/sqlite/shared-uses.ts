import type { OutboxTransaction } from "./outbox-transaction.ts";
import { sweepDelivered } from "./sweep-delivered.ts";

/**
 * How many entries use which shared bytes: counted once from the file, and known from then on.
 *
 * Those that no entry uses stay for a while, as the next tick mostly needs them again; those that are
 * unused for longest go first.
 */
export class SharedUses {
  readonly #mostUnusedBytes: number;
  #uses: Map<number, number> | undefined;
  /** How long those are that nobody uses. */
  readonly #unused = new Map<number, number>();
  #unusedBytes = 0;

  /** @param mostUnusedBytes - how many bytes of the file the unused may take together */
  constructor(mostUnusedBytes: number) {
    this.#mostUnusedBytes = mostUnusedBytes;
  }

  /**
   * Counts what a transaction has changed, after all its rows are written.
   *
   * @returns the unused that are too many
   */
  count(tx: OutboxTransaction): readonly number[] {
    if (this.#uses === undefined) this.#load(tx);
    else this.#apply(tx, this.#uses);
    return this.#surplus();
  }

  /** They are deleted. */
  forget(sharedId: number): void {
    this.#uses?.delete(sharedId);
    this.#unusedBytes -= this.#unused.get(sharedId) ?? 0;
    this.#unused.delete(sharedId);
  }

  /** Somebody else may have changed the file. */
  clear(): void {
    this.#uses = undefined;
    this.#unused.clear();
    this.#unusedBytes = 0;
  }

  #load(tx: OutboxTransaction): void {
    const { statements } = tx;
    sweepDelivered(tx);
    const uses = new Map(
      statements.sharedUses.all().map(({ shared_id, uses }) => [shared_id, uses]),
    );
    for (const { shared_id, byte_length } of statements.sharedLengths.all()) {
      if (!uses.has(shared_id)) this.#keepUnused(shared_id, byte_length);
    }
    this.#uses = uses;
  }

  #apply({ statements, memory, ledger }: OutboxTransaction, uses: Map<number, number>): void {
    for (const [sharedId, change] of ledger.sharedUses) {
      const count = (uses.get(sharedId) ?? 0) + change;
      this.forget(sharedId);
      if (count > 0) {
        uses.set(sharedId, count);
        continue;
      }
      const known = memory.recent.shared(sharedId)?.bytes.byteLength;
      this.#keepUnused(sharedId, known ?? statements.sharedLength.get(sharedId) ?? 0);
    }
  }

  #keepUnused(sharedId: number, byteLength: number): void {
    this.#unused.set(sharedId, byteLength);
    this.#unusedBytes += byteLength;
  }

  #surplus(): readonly number[] {
    const sharedIds: number[] = [];
    let bytes = this.#unusedBytes;
    for (const [sharedId, byteLength] of this.#unused) {
      if (bytes <= this.#mostUnusedBytes) break;
      sharedIds.push(sharedId);
      bytes -= byteLength;
    }
    return sharedIds;
  }
}
