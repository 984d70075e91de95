import type { OutboxState } from "../outbox.ts";
import type { NewOutboxEntry, OutboxEntry } from "../outbox-entry.ts";
import type { OpenShipment } from "./open-shipment.ts";

/** An entry that at least one sink wants. */
export interface KeptEntry {
  readonly entryId: number;
  readonly entry: NewOutboxEntry;
  readonly stream: KeptStream;
  /** By the index of the sink. */
  readonly claims: (Claim | undefined)[];
  /** How many claims there are. */
  claimCount: number;
  /** In which round of thinning out it came to be; 0 as it was appended. */
  thinnedInRound: number;
}

/** What is known of one stream. */
export interface KeptStream {
  /** The key that was appended last. */
  lastKey: string | undefined;
  /** Its pending claims by the index of the sink, in the order of `atMs`. */
  readonly pending: Claim[][];
}

/** What one sink wants of an entry. */
export interface Claim {
  readonly kept: KeptEntry;
  state: OutboxState;
  attempts: number;
  /** When it may be sent again, epoch ms. */
  retryAtMs: number;
  /** Whether it is pending and its `retryAtMs` has come. */
  isReady: boolean;
  reason: string | undefined;
  /** The shipment that it travels in, while intended. */
  shipment: OpenShipment | undefined;
}

/** An entry as the sink of a claim sees it. */
export function entryOfClaim({ kept, attempts }: Claim): OutboxEntry {
  return outboxEntryOf(kept, attempts);
}

/** An entry as nobody in particular sees it: with the most attempts of any sink. */
export function entryOfAll(kept: KeptEntry): OutboxEntry {
  const mostAttempts = kept.claims.reduce((most, claim) => Math.max(most, claim?.attempts ?? 0), 0);
  return outboxEntryOf(kept, mostAttempts);
}

// Written out, as copying with `...` takes ten times as long, and every entry passes here twice.
function outboxEntryOf({ entry, entryId }: KeptEntry, attempts: number): OutboxEntry {
  const { key, kind, stream, atMs, count, bytes, shared } = entry;
  if (shared === undefined) return { key, kind, stream, atMs, count, bytes, entryId, attempts };
  return { key, kind, stream, atMs, count, bytes, shared, entryId, attempts };
}
