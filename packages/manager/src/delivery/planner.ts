import type { Clock, Logger } from "@ven/core";
import type { Outbox, OutboxEntry, Shipment } from "@ven/store";
import type { Agenda } from "./agenda.ts";
import { VTN_SINK } from "./outbox-sinks.ts";
import type { Pacer } from "./pacer.ts";
import { isPart } from "./part-key.ts";
import type { RetryTimes } from "./retry-times.ts";
import type { Settler } from "./settler.ts";
import { shipmentName, writeNote } from "./shipment-note.ts";
import type { OpenedVen, ReadyVen, VenDesk } from "./ven-desk.ts";
import { tellVenFailure } from "./ven-failure.ts";
import type { VtnGate } from "./vtn-gate.ts";

/** A shipment that is written down and waits for its turn. */
export interface Planned {
  readonly shipment: Shipment;
  /** Whether it may have been sent before. */
  readonly isInherited: boolean;
  /** Whether its readings are older than the last tick. */
  readonly isBacklog: boolean;
}

/** What a {@link Planner} works with. */
export interface PlannerOptions {
  readonly outbox: Outbox;
  readonly agenda: Agenda;
  readonly desk: VenDesk;
  readonly gate: VtnGate;
  readonly pacer: Pacer;
  readonly retryTimes: RetryTimes;
  readonly settler: Settler;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ticksPerReport: number;
  /** Most readings in one report, as is known now. */
  readonly perReport: () => number;
}

/** What is to be planned. */
export interface PlanRequest {
  /** Most shipments of each kind. */
  readonly limit: number;
  /** Readings of this instant and later are live, epoch ms. */
  readonly liveFromMs: number;
  /** Whether live readings are to wait. */
  readonly isHeld: boolean;
  readonly signal: AbortSignal;
}

/** Of so many shipments of live readings and of the backlog, one is of the backlog. */
const BACKLOG_SHARE = 5;
/** Most entries that an outbox is asked for at once. */
const MOST_PEEKED = 10_000;
/** When to ask again for a VEN that takes long to register, ms. */
const SLOW_VEN_MS = 1_000;

/** Chooses what is sent next, and writes it down. */
export class Planner {
  readonly #options: PlannerOptions;
  /** Intents that are under way again, which the outbox does not know. */
  readonly #takenIds = new Set<number>();

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /** What nobody knows the fate of goes first: it is soon decided, and holds back nothing else. */
  async plan(request: PlanRequest): Promise<readonly Planned[]> {
    const { agenda, clock } = this.#options;
    const nowMs = clock.now();
    if (agenda.areIntentsDue(nowMs)) {
      const intents = await this.#planIntents(request.limit);
      if (intents.length > 0) return intents;
    }
    return agenda.isPendingDue(nowMs) ? await this.#planPending(request) : [];
  }

  /** Says that what became of a shipment is written down. */
  release({ shipmentId }: Shipment): void {
    this.#takenIds.delete(shipmentId);
  }

  async #planIntents(limit: number): Promise<readonly Planned[]> {
    const { outbox, agenda } = this.#options;
    const peekLimit = Math.min(MOST_PEEKED, limit + this.#takenIds.size);
    const shipments = await outbox.peekIntents({ sink: VTN_SINK, limit: peekLimit });
    if (shipments.length < peekLimit) agenda.sawAllIntents();
    const fresh = shipments.filter(({ shipmentId }) => !this.#takenIds.has(shipmentId));
    for (const { shipmentId } of fresh) this.#takenIds.add(shipmentId);
    return fresh.map((shipment) => ({ shipment, isInherited: true, isBacklog: false }));
  }

  async #planPending(request: PlanRequest): Promise<readonly Planned[]> {
    const { agenda, desk } = this.#options;
    const { limit, signal } = request;
    // Before it is looked for: what is written meanwhile is looked for again.
    agenda.sawAllPending();
    const live = await this.#peekLive(request);
    const share = live.length === 0 ? limit : Math.ceil(live.length / (BACKLOG_SHARE - 1));
    const backlog = await this.#peekBacklog({ ...request, limit: Math.min(limit, share) });
    if (live.length + backlog.length === 0) return [];
    // There may be more than was asked for.
    agenda.expectPending();
    const venIds = new Set([...live, ...backlog].flatMap(([entry]) => entry?.stream ?? []));
    const vens = await desk.open(venIds, { signal });
    return [
      ...(await this.#intend(live, vens, false)),
      ...(await this.#intend(backlog, vens, true)),
    ];
  }

  /** Groups of entries of one VEN, each for one shipment. */
  async #peekLive({
    limit,
    liveFromMs,
    isHeld,
  }: PlanRequest): Promise<readonly (readonly OutboxEntry[])[]> {
    if (isHeld) return [];
    const { outbox } = this.#options;
    const newest = await outbox.peek({ sink: VTN_SINK, order: "newest", limit });
    return await this.#group(newest.filter(({ atMs }) => atMs >= liveFromMs));
  }

  async #peekBacklog({
    limit,
    liveFromMs,
  }: PlanRequest): Promise<readonly (readonly OutboxEntry[])[]> {
    const { outbox, pacer } = this.#options;
    if (pacer.waitMs > 0) return [];
    const oldest = await outbox.peek({ sink: VTN_SINK, order: "oldest", limit });
    return await this.#group(oldest.filter(({ atMs }) => atMs < liveFromMs));
  }

  async #group(entries: readonly OutboxEntry[]): Promise<readonly (readonly OutboxEntry[])[]> {
    const { outbox, ticksPerReport } = this.#options;
    if (ticksPerReport === 1) return entries.map((entry) => [entry]);
    const groups: OutboxEntry[][] = [];
    const streams = new Set<string>();
    for (const entry of entries) {
      if (isPart(entry.key)) groups.push([entry]);
      else streams.add(entry.stream);
    }
    for (const stream of streams) {
      const request = { sink: VTN_SINK, order: "oldest", limit: ticksPerReport, stream } as const;
      const found = await outbox.peek(request);
      const alike = found[0]?.shared?.key;
      const whole = found.filter(({ key, shared }) => !isPart(key) && shared?.key === alike);
      if (whole.length > 0) groups.push(whole);
    }
    return groups;
  }

  async #intend(
    groups: readonly (readonly OutboxEntry[])[],
    vens: ReadonlyMap<string, OpenedVen>,
    isBacklog: boolean,
  ): Promise<readonly Planned[]> {
    const { outbox, agenda, clock, retryTimes, settler } = this.#options;
    const faults = new Map<number, string>();
    const intended: { readonly entryIds: readonly number[]; readonly note: string }[] = [];
    for (const group of groups) {
      const [first] = group;
      const opened = first && vens.get(first.stream);
      if (opened === undefined) {
        agenda.addPending(clock.now() + SLOW_VEN_MS);
        continue;
      }
      const entryIds = group.map(({ entryId }) => entryId);
      const note = "error" in opened ? "" : this.#noteOf(group, opened);
      if ("error" in opened) {
        faults.set(
          first?.entryId ?? 0,
          tellVenFailure(opened.error, first?.stream ?? "", this.#options),
        );
      }
      intended.push({ entryIds, note });
    }
    if (intended.length === 0) return [];
    const planned: Planned[] = [];
    for (const shipment of await outbox.intend(VTN_SINK, intended)) {
      const { shipmentId, attempts } = shipment;
      const reason = faults.get(shipmentId);
      if (reason === undefined) planned.push({ shipment, isInherited: false, isBacklog });
      else {
        const retryAtMs = retryTimes.retryAtMs(attempts);
        void settler.settle(shipment, { shipmentId, kind: "postponed", retryAtMs, reason });
      }
    }
    return planned;
  }

  #noteOf(group: readonly OutboxEntry[], { programId, eventId }: ReadyVen): string {
    const { outbox, perReport } = this.#options;
    const [first] = group;
    const { stream: venId = "", atMs = 0, attempts = 0 } = first ?? {};
    const keys = group.map(({ key }) => key);
    return writeNote({
      name: shipmentName(outbox.outboxId, keys, { venId, atMs, attempts }),
      perReport: perReport(),
      ...(programId === undefined ? {} : { programId }),
      ...(eventId === undefined ? {} : { eventId }),
    });
  }
}
