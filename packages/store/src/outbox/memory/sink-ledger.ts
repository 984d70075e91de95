import type { OutboxState } from "../outbox.ts";
import type { OutboxCount, SinkStatus } from "../outbox-status.ts";
import type { Claim } from "./kept-entry.ts";
import type { OpenShipment } from "./open-shipment.ts";
import { addPending, deletePending } from "./pending-of-stream.ts";
import { Timeline } from "./timeline.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What one sink wants, and what became of the rest. */
export class SinkLedger {
  readonly name: string;
  readonly index: number;
  /** Whether it gets entries only once another sink has them. */
  readonly follows: boolean;
  acceptedCount = 0;
  deliveredCount = 0;
  droppedCount = 0;
  expiredCount = 0;
  readonly counts: Readonly<Record<OutboxState, Writable<OutboxCount>>> = {
    pending: { entryCount: 0, readingCount: 0 },
    intent: { entryCount: 0, readingCount: 0 },
    dead: { entryCount: 0, readingCount: 0 },
  };
  /** Pending claims whose time has come, by `atMs`. */
  readonly ready: Timeline<Claim> = new Timeline<Claim>();
  /** Pending claims whose time has not come, by `retryAtMs`. */
  readonly #later = new Timeline<Claim>();
  readonly dead: Set<Claim> = new Set<Claim>();
  /** Intended shipments. */
  readonly shipments: Map<number, OpenShipment> = new Map<number, OpenShipment>();
  /** Those of them whose fate is unknown, by the instant to look for them. */
  readonly unknown: Timeline<OpenShipment> = new Timeline<OpenShipment>();

  constructor(name: string, index: number, follows: boolean) {
    this.name = name;
    this.index = index;
    this.follows = follows;
  }

  /** Takes a claim in, by its state. */
  enter(claim: Claim, nowAtMs: number): void {
    this.#count(claim, 1);
    if (claim.state === "dead") this.dead.add(claim);
    if (claim.state !== "pending") return;
    addPending(claim, this.index);
    claim.isReady = claim.retryAtMs <= nowAtMs;
    if (claim.isReady) this.ready.add(claim.kept.entry.atMs, claim);
    else this.#later.add(claim.retryAtMs, claim);
  }

  /** Takes a claim out: it has another state from now on, or none. */
  leave(claim: Claim): void {
    this.#count(claim, -1);
    if (claim.state === "dead") this.dead.delete(claim);
    if (claim.state !== "pending") return;
    deletePending(claim, this.index);
    if (claim.isReady) this.ready.delete(claim.kept.entry.atMs, claim);
    else this.#later.delete(claim.retryAtMs, claim);
  }

  /** Makes ready what was postponed and whose time has come. */
  wakeUp(nowAtMs: number): void {
    if ((this.#later.firstAtMs ?? Number.POSITIVE_INFINITY) > nowAtMs) return;
    for (const claim of this.#later.upTo(nowAtMs)) {
      this.#later.delete(claim.retryAtMs, claim);
      claim.isReady = true;
      this.ready.add(claim.kept.entry.atMs, claim);
    }
  }

  /** @param oldestAtMs - of what is pending or intended */
  status(oldestAtMs: number | undefined): SinkStatus {
    const { pending, intent, dead } = this.counts;
    return {
      sink: this.name,
      acceptedCount: this.acceptedCount,
      deliveredCount: this.deliveredCount,
      droppedCount: this.droppedCount,
      expiredCount: this.expiredCount,
      pending: { ...pending },
      intent: { ...intent },
      dead: { ...dead },
      ...(oldestAtMs !== undefined && { oldestAtMs }),
    };
  }

  #count({ state, kept }: Claim, by: 1 | -1): void {
    const count = this.counts[state];
    count.entryCount += by;
    count.readingCount += by * kept.entry.count;
  }
}
