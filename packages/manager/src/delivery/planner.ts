import type { Clock, Logger } from "@ven/core";
import type { Outbox, OutboxEntry, Shipment } from "@ven/store";
import type { Agenda } from "./agenda.ts";
import { firstReports, type Group, groupEntries, type Lane } from "./group-entries.ts";
import { VTN_SINK } from "./outbox-sinks.ts";
import type { Pacer } from "./pacer.ts";
import type { RetryTimes } from "./retry-times.ts";
import type { Settler } from "./settler.ts";
import { shipmentName, writeNote } from "./shipment-note.ts";
import type { OpenedVen, ReadyVen, VenDesk } from "./ven-desk.ts";
import { SLOW_VEN_MS, VenFaults } from "./ven-faults.ts";
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
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly ticksPerReport: number;
  /** Most readings in one report, as is known now. */
  readonly perReport: () => number;
}

/** What is to be planned. */
export interface PlanRequest {
  /** Most shipments of each kind. */
  readonly limit: number;
  /** Most shipments of the backlog, which wait for their turn; and of their reports, but for the last. */
  readonly backlogLimit: number;
  /** Whether one report is to find out whether the VTN is back: any, as the newest may be to blame itself. */
  readonly isProbe: boolean;
  /** Readings of this instant and later are live, epoch ms. */
  readonly liveFromMs: number;
  /** Whether live readings are to wait. */
  readonly isHeld: boolean;
  /** Backlog of this instant and later is to wait, too, epoch ms. */
  readonly heldFromMs: number;
  readonly signal: AbortSignal;
}

/** Of so many shipments of live readings and of the backlog, one is of the backlog. */
const BACKLOG_SHARE = 5;
/** Most entries that an outbox is asked for at once. */
const MOST_PEEKED = 10_000;
/** Entries of which one is chosen to find out whether the VTN is back. */
const PROBE_CHOICE = 32;

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
    // Also those that are settled while they are read are not to be taken again.
    const takenIds = new Set(this.#takenIds);
    const shipments = await outbox.peekIntents({ sink: VTN_SINK, limit: peekLimit });
    if (shipments.length < peekLimit) agenda.sawAllIntents();
    const fresh = shipments.filter(({ shipmentId }) => !takenIds.has(shipmentId));
    for (const { shipmentId } of fresh) this.#takenIds.add(shipmentId);
    return fresh.map((shipment) => ({ shipment, isInherited: true, isBacklog: false }));
  }

  async #planPending(request: PlanRequest): Promise<readonly Planned[]> {
    const { agenda, desk, gate } = this.#options;
    const { signal } = request;
    // Before it is looked for: what is written meanwhile is looked for again.
    agenda.sawAllPending();
    const groups = await this.#peekLanes(request);
    if (groups.length === 0) return [];
    const venIds = new Set(groups.map(({ venId }) => venId));
    const vens = await desk.open(
      [...venIds].filter((venId) => gate.pauseOf(venId) === undefined),
      {
        signal,
      },
    );
    return await this.#intend(groups, vens);
  }

  /** Live readings and backlog. Once all that is pending was seen, it is not looked for again. */
  async #peekLanes(request: PlanRequest): Promise<readonly Group[]> {
    const { agenda, clock, pacer } = this.#options;
    const { limit, liveFromMs, heldFromMs, isHeld, isProbe } = request;
    const backlogToMs = Math.min(liveFromMs, heldFromMs);
    const live: Lane = { order: "newest", isWanted: ({ atMs }) => atMs >= liveFromMs };
    const backlog: Lane = { order: "oldest", isWanted: ({ atMs }) => atMs < backlogToMs };
    const newest = isHeld ? [] : await this.#peek(live.order, limit, isProbe);
    const groups = await groupEntries(
      this.#options,
      this.#choose(newest, live, limit, isProbe),
      live,
    );
    const share = groups.length === 0 ? limit : Math.ceil(groups.length / (BACKLOG_SHARE - 1));
    const backlogLimit = Math.min(request.backlogLimit, share);
    const groupedCount = groups.reduce((sum, { entries }) => sum + entries.length, 0);
    const isAllGrouped = groupedCount === newest.filter(live.isWanted).length;
    const isAllSeen = !isHeld && !isProbe && newest.length < limit && isAllGrouped;
    if (isAllSeen && !newest.some(backlog.isWanted)) return groups;
    // There may be more than is asked for; of the backlog alone, when it has its turn.
    if (pacer.waitMs > 0) agenda.addPending(clock.now() + pacer.waitMs);
    if (!isAllSeen || pacer.waitMs === 0) agenda.expectPending();
    if (backlogLimit === 0 || pacer.waitMs > 0) return groups;
    const oldest = await this.#peek(backlog.order, backlogLimit, isProbe);
    const chosen = this.#choose(oldest, backlog, backlogLimit, isProbe);
    const old = await groupEntries(this.#options, chosen, backlog);
    return [...groups, ...firstReports(old, request.backlogLimit, this.#options.perReport())];
  }

  #peek(order: Lane["order"], limit: number, isProbe: boolean): Promise<readonly OutboxEntry[]> {
    const { outbox } = this.#options;
    return outbox.peek({ sink: VTN_SINK, order, limit: isProbe ? PROBE_CHOICE : limit });
  }

  #choose(
    entries: readonly OutboxEntry[],
    { isWanted }: Lane,
    limit: number,
    isProbe: boolean,
  ): readonly OutboxEntry[] {
    const wanted = entries.filter(isWanted);
    if (!isProbe) return wanted;
    return wanted.splice(Math.floor(this.#options.random() * wanted.length), limit);
  }

  /** In one transaction: what was intended and is not known here would never be settled. */
  async #intend(
    groups: readonly Group[],
    vens: ReadonlyMap<string, OpenedVen>,
  ): Promise<readonly Planned[]> {
    const { outbox, agenda, clock, settler } = this.#options;
    const faults = new VenFaults(this.#options);
    const intended: { readonly entryIds: readonly number[]; readonly note: string }[] = [];
    const backlogIds = new Set<number>();
    for (const { venId, entries, isBacklog } of groups) {
      const ready = faults.readyVen(venId, vens.get(venId));
      if (ready === undefined && faults.of(venId) === undefined) {
        agenda.addPending(clock.now() + SLOW_VEN_MS);
        continue;
      }
      const entryIds = entries.map(({ entryId }) => entryId);
      if (isBacklog) for (const entryId of entryIds) backlogIds.add(entryId);
      intended.push({ entryIds, note: ready === undefined ? "" : this.#noteOf(entries, ready) });
    }
    if (intended.length === 0) return [];
    const planned: Planned[] = [];
    for (const shipment of await outbox.intend(VTN_SINK, intended)) {
      const { shipmentId, attempts, entries } = shipment;
      const fault = faults.of(entries[0]?.stream ?? "");
      if (fault === undefined) {
        planned.push({ shipment, isInherited: false, isBacklog: backlogIds.has(shipmentId) });
      } else {
        const { reason } = fault;
        const retryAtMs = fault.retryAtMs(attempts);
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
