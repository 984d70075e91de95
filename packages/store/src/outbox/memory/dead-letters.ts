import type { DeadLetterRequest } from "../outbox.ts";
import type { Claim } from "./kept-entry.ts";
import type { OutboxBook } from "./outbox-book.ts";
import type { SinkLedger } from "./sink-ledger.ts";

/** Makes dead letters pending again. Returns how many readings. */
export function retryDead(
  book: OutboxBook,
  ledger: SinkLedger,
  request: DeadLetterRequest,
  nowAtMs: number,
): number {
  let count = 0;
  for (const claim of deadClaims(book, ledger, request)) {
    claim.retryAtMs = nowAtMs;
    book.move(ledger, claim, "pending", nowAtMs);
    count += claim.kept.entry.count;
  }
  return count;
}

/** Deletes dead letters. Returns how many readings. */
export function purgeDead(
  book: OutboxBook,
  ledger: SinkLedger,
  request: DeadLetterRequest,
): number {
  let count = 0;
  for (const claim of deadClaims(book, ledger, request)) {
    book.drop(ledger, claim);
    count += claim.kept.entry.count;
  }
  return count;
}

/** The dead letters that are meant, each once, as a list: the ledger may change while it is read. */
function deadClaims(
  { vault }: OutboxBook,
  { dead, index }: SinkLedger,
  { entryIds }: DeadLetterRequest,
): readonly Claim[] {
  if (entryIds === undefined) return [...dead];
  return [...new Set(entryIds)].flatMap((entryId) => {
    const claim = vault.get(entryId)?.claims[index];
    return claim?.state === "dead" ? claim : [];
  });
}
