import { setImmediate } from "node:timers/promises";
import type { StoreCallOptions } from "../../ven-store.ts";
import type { OutboxSettings } from "../check-outbox-options.ts";
import { unknownSink } from "../check-requests.ts";
import { expireEntries, hasExpired } from "./expire-entries.ts";
import type { OutboxFile } from "./outbox-file.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import type { KnownSink } from "./sink-book.ts";

/** Work on the file in which nothing that is too old is left. */
export class OutboxDesk {
  readonly file: OutboxFile;
  readonly #settings: OutboxSettings;
  readonly #isOwner: boolean;

  constructor(file: OutboxFile, settings: OutboxSettings, isOwner: boolean) {
    this.file = file;
    this.#settings = settings;
    this.#isOwner = isOwner;
  }

  /** Reads what is not too old. */
  async read<Result>(
    doing: string,
    { signal }: StoreCallOptions,
    work: (tx: OutboxTransaction) => Result,
  ): Promise<Result> {
    const answer = await this.file.read({
      doing,
      signal,
      work: (tx) => (this.#isLate(tx) ? { isLate: true as const } : { result: work(tx) }),
    });
    if ("result" in answer) return answer.result;
    await this.#expireAll(doing, signal);
    return this.file.read({ doing, signal, work });
  }

  /** Writes everything or nothing, after what is too old has gone. */
  write<Result>(
    doing: string,
    { signal }: StoreCallOptions,
    work: (tx: OutboxTransaction) => Result,
  ): Promise<Result> {
    return this.file.write({
      doing,
      signal,
      work: (tx) => {
        this.expireSome(tx);
        return work(tx);
      },
    });
  }

  /** Lets some entries go that are too old. How old that is, only the owner knows. */
  expireSome(tx: OutboxTransaction): boolean {
    const { maxAgeMs } = this.#settings;
    return this.#isOwner && maxAgeMs < tx.nowAtMs && expireEntries(tx, tx.nowAtMs - maxAgeMs);
  }

  async #expireAll(doing: string, signal: AbortSignal | undefined): Promise<void> {
    const work = (tx: OutboxTransaction) => this.expireSome(tx);
    while (await this.file.write({ doing, signal, work })) await setImmediate();
  }

  #isLate(tx: OutboxTransaction): boolean {
    const { maxAgeMs } = this.#settings;
    return this.#isOwner && maxAgeMs < tx.nowAtMs && hasExpired(tx, tx.nowAtMs - maxAgeMs);
  }
}

/** @throws {InvalidValueError} if the file knows no such sink */
export function sinkOf({ sinks }: OutboxTransaction, name: string): KnownSink {
  const sink = sinks.get(name);
  if (sink !== undefined) return sink;
  throw unknownSink(
    name,
    sinks.all.map((known) => known.name),
  );
}
