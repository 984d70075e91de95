import { unknownSink } from "../check-requests.ts";
import type { OutboxState } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { OutboxSink } from "../outbox-options.ts";
import type { SinkStatus } from "../outbox-status.ts";
import { EntryVault } from "./entry-vault.ts";
import type { Claim, KeptEntry } from "./kept-entry.ts";
import { SinkLedger } from "./sink-ledger.ts";

/** How a claim begins, if not as new. */
export interface ClaimStart {
  readonly state?: OutboxState;
  readonly attempts?: number;
  readonly retryAtMs?: number;
  readonly reason?: string | undefined;
}

/** The entries, what each sink wants of them, and the steps from one state to the next. */
export class OutboxBook {
  readonly vault: EntryVault;
  readonly ledgers: readonly SinkLedger[];
  readonly #byName: ReadonlyMap<string, SinkLedger>;
  readonly #followers: readonly (readonly SinkLedger[])[];

  constructor(sinks: readonly OutboxSink[]) {
    this.vault = new EntryVault(sinks.length);
    this.ledgers = sinks.map(({ name, after }, index) => {
      return new SinkLedger(name, index, after !== undefined);
    });
    this.#byName = new Map(this.ledgers.map((ledger) => [ledger.name, ledger]));
    this.#followers = sinks.map(({ name }) =>
      this.ledgers.filter((_, index) => sinks[index]?.after === name),
    );
  }

  /** @throws {InvalidValueError} if there is no such sink */
  ledger(sink: string): SinkLedger {
    const ledger = this.#byName.get(sink);
    if (ledger === undefined) throw unknownSink(sink, [...this.#byName.keys()]);
    return ledger;
  }

  /** Sinks that get an entry, or a part of it, once this one has it. */
  followersOf({ index }: SinkLedger): readonly SinkLedger[] {
    return this.#followers[index] ?? [];
  }

  /** Keeps an entry for every sink that waits for no other. */
  accept(entry: NewOutboxEntry, nowAtMs: number): KeptEntry {
    const kept = this.vault.add(entry);
    kept.stream.lastKey = entry.key;
    for (const ledger of this.ledgers) {
      if (!ledger.follows) this.acceptFor(ledger, kept, nowAtMs);
    }
    return kept;
  }

  /** Lets a sink want an entry, for the first time. */
  acceptFor(ledger: SinkLedger, kept: KeptEntry, nowAtMs: number): void {
    ledger.acceptedCount += kept.entry.count;
    this.claim(ledger, kept, nowAtMs);
  }

  /** Lets a sink want an entry that it has accepted under another id. */
  claim(ledger: SinkLedger, kept: KeptEntry, nowAtMs: number, start: ClaimStart = {}): void {
    const claim: Claim = {
      kept,
      state: start.state ?? "pending",
      attempts: start.attempts ?? 0,
      retryAtMs: start.retryAtMs ?? nowAtMs,
      isReady: false,
      reason: start.reason,
      shipment: undefined,
    };
    kept.claims[ledger.index] = claim;
    kept.claimCount += 1;
    ledger.enter(claim, nowAtMs);
  }

  /** Brings a claim to another state. */
  move(ledger: SinkLedger, claim: Claim, state: OutboxState, nowAtMs: number): void {
    ledger.leave(claim);
    claim.state = state;
    ledger.enter(claim, nowAtMs);
  }

  /** Ends a claim without counting what became of it. The last claim takes the entry with it. */
  release(ledger: SinkLedger, claim: Claim): void {
    ledger.leave(claim);
    const { kept } = claim;
    kept.claims[ledger.index] = undefined;
    kept.claimCount -= 1;
    if (kept.claimCount === 0) this.vault.delete(kept);
  }

  /** Ends a claim as the sink has taken the entry: those that follow it want it now. */
  deliver(ledger: SinkLedger, claim: Claim, nowAtMs: number): void {
    for (const follower of this.followersOf(ledger)) this.acceptFor(follower, claim.kept, nowAtMs);
    ledger.deliveredCount += claim.kept.entry.count;
    this.release(ledger, claim);
  }

  /** Ends a claim that is given up. */
  drop(ledger: SinkLedger, claim: Claim): void {
    ledger.droppedCount += claim.kept.entry.count;
    this.release(ledger, claim);
  }

  /** Ends every claim on an entry but those that are intended. */
  dropAll(kept: KeptEntry): void {
    for (const ledger of this.ledgers) {
      const claim = kept.claims[ledger.index];
      if (claim !== undefined && claim.state !== "intent") this.drop(ledger, claim);
    }
  }

  /**
   * Ends the claims on entries that are too old, but those that are intended.
   *
   * @returns how many readings; those of an entry count once
   */
  expire(beforeMs: number): number {
    if ((this.vault.byAge.firstAtMs ?? Number.POSITIVE_INFINITY) >= beforeMs) return 0;
    let count = 0;
    for (const kept of this.vault.byAge.upTo(beforeMs - 1)) {
      let isExpired = false;
      for (const ledger of this.ledgers) {
        const claim = kept.claims[ledger.index];
        if (claim === undefined || claim.state === "intent") continue;
        ledger.expiredCount += kept.entry.count;
        this.release(ledger, claim);
        isExpired = true;
      }
      if (isExpired) count += kept.entry.count;
    }
    return count;
  }

  /** How each sink fares. */
  status(): readonly SinkStatus[] {
    return this.ledgers.map((ledger) => ledger.status(this.#oldestAtMs(ledger)));
  }

  #oldestAtMs({ counts, index }: SinkLedger): number | undefined {
    if (counts.pending.entryCount + counts.intent.entryCount === 0) return undefined;
    for (const { claims, entry } of this.vault.byAge.forwards()) {
      const state = claims[index]?.state;
      if (state === "pending" || state === "intent") return entry.atMs;
    }
    return undefined;
  }
}
