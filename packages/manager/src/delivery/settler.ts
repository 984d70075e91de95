import { type Clock, describeError, type Logger } from "@ven/core";
import type { Outbox, Settlement, Shipment, ShipmentPart } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import type { Agenda } from "./agenda.ts";
import { VTN_SINK } from "./outbox-sinks.ts";
import { wholeKey } from "./part-key.ts";
import { SettleQueue } from "./settle-queue.ts";
import type { TickWatch } from "./tick-watch.ts";

/** What a {@link Settler} works with. */
export interface SettlerOptions {
  readonly outbox: Outbox;
  readonly agenda: Agenda;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether no other settlement will come soon. */
  readonly isIdle: () => boolean;
  /** Called when something may be sent again. */
  readonly wake: () => void;
}

/** Most ticks that are followed at once. */
const MOST_WATCHES = 100;

type Fate = "sent" | "failed" | "waiting";

/** Writes down what became of shipments, and tells whoever must know. */
export class Settler {
  readonly #options: SettlerOptions;
  readonly #queue: SettleQueue;
  readonly #watches = new Set<TickWatch>();
  readonly #settling = new Set<Promise<void>>();
  /** The last reason why readings of a VEN wait, by VEN and message. */
  readonly #told = new Map<string, Map<string, string>>();

  constructor(options: SettlerOptions) {
    this.#options = options;
    this.#queue = new SettleQueue({ ...options, sink: VTN_SINK });
  }

  /** Tells a watch what becomes of its entries, until it is done. */
  watch(watch: TickWatch): void {
    const [oldest] = this.#watches;
    // Its readings may have expired unseen.
    if (oldest !== undefined && this.#watches.size >= MOST_WATCHES) {
      oldest.giveUp("later ticks are followed instead");
      this.#watches.delete(oldest);
    }
    this.#watches.add(watch);
    void watch.done.then(() => this.#watches.delete(watch));
  }

  /** Says that nothing more can be sent now. */
  giveUpWatches(reason: string): void {
    for (const watch of this.#watches) watch.giveUp(reason);
  }

  /** Says how many reports were sent of a shipment: its last tick is the one that completes them. */
  noteReports({ entries }: Shipment, reportCount: number): void {
    const [first, ...rest] = entries;
    if (first === undefined) return;
    const { key } = rest.reduce(
      (newest, entry) => (entry.atMs < newest.atMs ? newest : entry),
      first,
    );
    for (const watch of this.#watches) watch.noteReports(key, reportCount);
  }

  /**
   * Writes it down, however long that takes; throws nothing.
   *
   * @param onWritten - called before anybody is told, so that who looks next finds it
   */
  settle(shipment: Shipment, settlement: Settlement, onWritten?: () => void): Promise<void> {
    const settling = this.#write(shipment, settlement, onWritten).finally(() => {
      this.#settling.delete(settling);
    });
    this.#settling.add(settling);
    return settling;
  }

  /** Tries nothing again that the outbox does not take: it is looked for by who sends next. */
  giveUpOutbox(): void {
    this.#queue.giveUp();
  }

  /** Resolves when all is written down, or given up. */
  async finish(): Promise<void> {
    this.#queue.flush();
    await Promise.all(this.#settling);
  }

  async #write(
    shipment: Shipment,
    settlement: Settlement,
    onWritten: (() => void) | undefined,
  ): Promise<void> {
    try {
      const written = await this.#queue.add(settlement);
      onWritten?.();
      this.#tell(shipment, written);
    } catch (error) {
      this.#options.logger.error(
        { sink: VTN_SINK, reason: describeError(error) },
        MANAGER_LOG.outboxFailed,
      );
    }
  }

  #tell(shipment: Shipment, settlement: Settlement): void {
    const { agenda, clock, logger, wake } = this.#options;
    const nowMs = clock.now();
    const venId = shipment.entries[0]?.stream ?? "";
    switch (settlement.kind) {
      case "delivered":
        this.#told.delete(venId);
        this.#noteAll(shipment, "sent");
        return;
      case "dead":
      case "dropped":
        this.#noteAll(shipment, "failed", settlement.reason);
        return;
      case "unknown":
      case "postponed": {
        const { kind, retryAtMs, reason } = settlement;
        const isUnknown = kind === "unknown";
        const message = isUnknown ? MANAGER_LOG.ambiguous : MANAGER_LOG.postponed;
        const level = this.#isNews(message, venId, reason) ? "warn" : "debug";
        logger[level]({ venId, reason, retryInMs: Math.max(0, retryAtMs - nowMs) }, message);
        if (isUnknown) agenda.addIntent(retryAtMs);
        else agenda.addPending(retryAtMs);
        if (retryAtMs > nowMs) this.#noteAll(shipment, "waiting", reason);
        break;
      }
      case "replaced":
        for (const part of settlement.parts) this.#tellPart(shipment, part, nowMs);
        break;
      default:
        settlement satisfies never;
    }
    wake();
  }

  /** Whether it was not the last that was told of the VEN since anything of it was delivered. */
  #isNews(message: string, venId: string, reason: string): boolean {
    const told = this.#told.get(venId) ?? new Map<string, string>();
    this.#told.set(venId, told);
    const isNews = told.get(message) !== reason;
    told.set(message, reason);
    return isNews;
  }

  #tellPart(shipment: Shipment, part: ShipmentPart, nowMs: number): void {
    if (part.state === "dropped") {
      this.#note(shipment.entries[0]?.key ?? "", "failed", part.count, part.reason);
      return;
    }
    const { key, count } = part.entry;
    switch (part.state) {
      case "delivered":
        this.#note(key, "sent", count);
        return;
      case "dead":
        this.#note(key, "failed", count, part.reason);
        return;
      case "pending":
        this.#options.agenda.addPending(part.retryAtMs);
        if (part.retryAtMs > nowMs) this.#note(key, "waiting", count, part.reason);
        return;
      default:
        part satisfies never;
    }
  }

  #noteAll({ entries }: Shipment, fate: Fate, reason?: string): void {
    for (const { key, count } of entries) this.#note(key, fate, count, reason);
  }

  #note(key: string, fate: Fate, readingCount: number, reason?: string): void {
    if (fate === "failed") {
      const venId = wholeKey(key).slice(0, wholeKey(key).lastIndexOf("/"));
      this.#options.logger.error({ venId, key, readingCount, reason }, MANAGER_LOG.deadLetter);
    }
    for (const watch of this.#watches) watch.note(key, fate, readingCount, reason);
  }
}
