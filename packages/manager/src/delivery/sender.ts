import { type Clock, describeError, type Logger, sleep } from "@ven/core";
import {
  isStoreError,
  type Outbox,
  type OutboxEntry,
  type Settlement,
  type Shipment,
} from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import type { Carrier, ReportPart } from "./carrier.ts";
import { type CarryContext, carryParts, lookForParts } from "./carry-shipment.ts";
import { cutShipment } from "./cut-shipment.ts";
import type { LayoutBook } from "./layout-book.ts";
import { Pacer } from "./pacer.ts";
import { isPart } from "./part-key.ts";
import { readFailure } from "./read-failure.ts";
import { decodeReadings, type KeptReadings } from "./readings-bytes.ts";
import { SettleQueue } from "./settle-queue.ts";
import {
  type OnAmbiguous,
  type PartResult,
  settlementOf,
  settlementOfConflict,
} from "./settlement-of.ts";
import { readNote, type ShipmentNote, shipmentName, writeNote } from "./shipment-note.ts";
import type { TickWatch } from "./tick-watch.ts";
import { type ReadyVen, VenDesk, type VenDirectory } from "./ven-desk.ts";
import { VtnGate, type VtnState } from "./vtn-gate.ts";
import { WakeSignal } from "./wake-signal.ts";

/** What the outbox calls the VTN. */
export const VTN_SINK = "vtn";

/** What a {@link Sender} works with. */
export interface SenderOptions {
  readonly outbox: Outbox;
  readonly carrier: Carrier;
  readonly vens: VenDirectory;
  readonly layouts: LayoutBook;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  /** Most reports under way at once. */
  readonly concurrency: number;
  readonly maxReadingsPerReport: number;
  readonly ticksPerReport: number;
  readonly onAmbiguous: OnAmbiguous;
  readonly lookAfterMs: number;
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
  readonly maxBacklogReportsPerSecond: number;
}

/** A shipment that is written down and waits for its turn. */
interface Planned {
  readonly shipment: Shipment;
  /** Whether it may have been sent before. */
  readonly isInherited: boolean;
  readonly isBacklog: boolean;
}

/** Longest pause between two looks into the outbox, in which somebody else may have written, ms. */
const POLL_MS = 5_000;
/** Of so many shipments of live readings and of the backlog, one is of the backlog. */
const BACKLOG_SHARE = 5;
/** How many refusals in a row, with nothing accepted, make halving pointless. */
const MOST_REFUSALS = 24;

/**
 * Takes what waits in the outbox to the VTN: writes down what is about to be sent, sends it, writes
 * down what became of it; and looks before anything is sent again that may have arrived.
 *
 * ```
 * peek (newest 4 of 5, oldest 1 of 5) -> intend -> send -> settle
 *                     intents left over -> look ----^
 * ```
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #gate: VtnGate;
  readonly #desk: VenDesk;
  readonly #settlements: SettleQueue;
  readonly #pacer: Pacer;
  readonly #signal: WakeSignal;
  readonly #abort = new AbortController();
  readonly #watches = new Set<TickWatch>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #planned: Planned[] = [];
  #usedSlots = 0;
  #intentsDueAtMs = Number.NEGATIVE_INFINITY;
  #pendingDueAtMs = Number.NEGATIVE_INFINITY;
  /** Readings of this instant and later are live. */
  #liveFromMs = Number.POSITIVE_INFINITY;
  #isHeld = false;
  /** What the VTN is known to take. */
  #perReport: number;
  #refusalsInARow = 0;
  #isStopping = false;
  #running: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    const { outbox, clock, logger, random, carrier } = options;
    this.#options = options;
    this.#gate = new VtnGate({ ...options, clock, random });
    this.#desk = new VenDesk(options.vens, carrier, clock);
    this.#signal = new WakeSignal(clock);
    this.#pacer = new Pacer(clock, options.maxBacklogReportsPerSecond);
    this.#perReport = Math.min(carrier.mostPerReport, options.maxReadingsPerReport);
    const isIdle = () => this.#usedSlots === 0 && this.#planned.length === 0;
    this.#settlements = new SettleQueue({ outbox, sink: VTN_SINK, clock, logger, isIdle });
  }

  get vtnState(): VtnState {
    return this.#gate.state;
  }

  /** Readings from this instant on are held back until {@link release}. */
  hold(fromMs: number): void {
    if (!this.#isHeld) this.#liveFromMs = fromMs;
    this.#isHeld = true;
  }

  /** Sends what is new first. */
  release(): void {
    this.#isHeld = false;
    this.#pendingDueAtMs = Number.NEGATIVE_INFINITY;
    this.wake();
  }

  /** Says that there may be something to send. */
  wake(): void {
    if (this.#isStopping) return;
    this.#running ??= this.#run();
    this.#signal.wake();
  }

  /** Follows entries until each was tried, as long as the VTN can be tried. */
  watch(watch: TickWatch): void {
    this.#watches.add(watch);
    void watch.done.then(() => this.#watches.delete(watch));
  }

  /**
   * Finishes what is under way, then ends. What is still under way after the grace is broken off: it is
   * looked for when sending goes on.
   */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    this.#signal.wake();
    const { clock } = this.#options;
    const grace = new AbortController();
    const late = sleep(clock, graceMs, { signal: grace.signal }).then(
      () => this.#abort.abort(new Error("the sender was stopped")),
      () => undefined,
    );
    await this.#running;
    await Promise.all(this.#underWay);
    grace.abort();
    await late;
    for (const watch of this.#watches) watch.giveUp("the manager was stopped");
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      let waitMs = POLL_MS;
      try {
        waitMs = await this.#plan();
      } catch (error) {
        if (isStoreError(error, "STORE_CLOSED")) return;
        this.#options.logger.error(
          { sink: VTN_SINK, reason: describeError(error) },
          MANAGER_LOG.outboxFailed,
        );
        this.#giveUpWatches(describeError(error));
        waitMs = 1_000;
      }
      if (waitMs > 0 && !this.#isStopping) await this.#signal.wait(waitMs);
    }
    await this.#unplan();
  }

  /** Starts what can be started. Returns how long to wait for more, ms. */
  async #plan(): Promise<number> {
    const { clock } = this.#options;
    const { waitMs } = this.#gate;
    if (waitMs > 0) {
      this.#giveUpWatches(this.#gate.state.reason ?? "the VTN is down");
      return Math.min(waitMs, POLL_MS);
    }
    if (this.#planned.length === 0 && this.#freeSlots > 0) {
      const mostCount = this.#gate.isProbing ? 1 : this.#options.concurrency * 4;
      await this.#planIntents(mostCount);
      if (this.#planned.length === 0) await this.#planPending(mostCount);
    }
    const hadSome = this.#planned.length > 0;
    while (this.#freeSlots > 0) {
      const next = this.#planned.shift();
      if (next === undefined) break;
      this.#start(next);
    }
    // More only once there is room again: the end of a shipment wakes.
    if (this.#planned.length > 0 || this.#freeSlots === 0) return POLL_MS;
    if (hadSome) return 0;
    const dueAtMs = Math.min(this.#intentsDueAtMs, this.#pendingDueAtMs);
    const paceMs = this.#pacer.waitMs;
    const untilDueMs = Math.max(1, Math.ceil(dueAtMs - clock.now()));
    return Math.min(POLL_MS, untilDueMs, paceMs > 0 ? Math.ceil(paceMs) : POLL_MS);
  }

  get #freeSlots(): number {
    const most = this.#gate.isProbing ? 1 : this.#options.concurrency;
    return most - this.#usedSlots;
  }

  /** What nobody knows the fate of goes first: it holds back nothing else, and is soon decided. */
  async #planIntents(limit: number): Promise<void> {
    const { outbox, clock } = this.#options;
    if (this.#intentsDueAtMs > clock.now()) return;
    const shipments = await outbox.peekIntents({ sink: VTN_SINK, limit });
    if (shipments.length < limit) this.#intentsDueAtMs = Number.POSITIVE_INFINITY;
    for (const shipment of shipments) {
      this.#planned.push({ shipment, isInherited: true, isBacklog: false });
    }
  }

  async #planPending(limit: number): Promise<void> {
    const { clock } = this.#options;
    if (this.#pendingDueAtMs > clock.now()) return;
    const live = await this.#peekLive(limit);
    const backlogLimit = live.length === 0 ? limit : Math.ceil(live.length / (BACKLOG_SHARE - 1));
    const backlog = await this.#peekBacklog(Math.min(limit, backlogLimit));
    if (live.length < limit && backlog.length === 0) {
      this.#pendingDueAtMs = clock.now() + POLL_MS;
    }
    const ready = await this.#desk.open(
      new Set([...live, ...backlog].map(([entry]) => entry?.stream ?? "")),
      { signal: this.#abort.signal },
    );
    await this.#intend(live, ready, false);
    await this.#intend(backlog, ready, true);
  }

  /** Groups of entries of one VEN, each for one shipment. */
  async #peekLive(limit: number): Promise<readonly (readonly OutboxEntry[])[]> {
    const { outbox } = this.#options;
    if (this.#isHeld) return [];
    const newest = await outbox.peek({ sink: VTN_SINK, order: "newest", limit });
    return this.#group(newest.filter(({ atMs }) => atMs >= this.#liveFromMs));
  }

  async #peekBacklog(limit: number): Promise<readonly (readonly OutboxEntry[])[]> {
    const { outbox } = this.#options;
    if (this.#pacer.waitMs > 0) return [];
    const oldest = await outbox.peek({ sink: VTN_SINK, order: "oldest", limit });
    return this.#group(oldest.filter(({ atMs }) => atMs < this.#liveFromMs));
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
      const order = "oldest" as const;
      const limit = ticksPerReport;
      const found = await outbox.peek({ sink: VTN_SINK, order, limit, stream });
      const alike = found[0]?.shared?.key;
      const whole = found.filter(({ key, shared }) => !isPart(key) && shared?.key === alike);
      if (whole.length > 0) groups.push(whole);
    }
    return groups;
  }

  async #intend(
    groups: readonly (readonly OutboxEntry[])[],
    ready: ReadonlyMap<string, ReadyVen | { readonly error: unknown }>,
    isBacklog: boolean,
  ): Promise<void> {
    const { outbox, clock } = this.#options;
    const postponed = new Map<number, string>();
    const intended: { readonly entryIds: readonly number[]; readonly note: string }[] = [];
    for (const group of groups) {
      const [first] = group;
      if (first === undefined) continue;
      const ven = ready.get(first.stream);
      if (ven === undefined) {
        // It takes long to register.
        this.#pendingDueAtMs = Math.min(this.#pendingDueAtMs, clock.now() + 1_000);
        continue;
      }
      const entryIds = group.map(({ entryId }) => entryId);
      if ("error" in ven) {
        const reason = this.#readVenFailure(first.stream, ven.error);
        postponed.set(first.entryId, reason);
        intended.push({ entryIds, note: "" });
      } else intended.push({ entryIds, note: writeNote(this.#noteOf(group, ven)) });
    }
    if (intended.length === 0) return;
    const shipments = await outbox.intend(VTN_SINK, intended);
    for (const shipment of shipments) {
      const reason = postponed.get(shipment.shipmentId);
      if (reason === undefined) this.#planned.push({ shipment, isInherited: false, isBacklog });
      else await this.#postpone(shipment, reason, this.#backoff(shipment.attempts));
    }
  }

  #noteOf(group: readonly OutboxEntry[], { programId, eventId }: ReadyVen): ShipmentNote {
    const [first] = group;
    const venId = first?.stream ?? "";
    const facts = { venId, atMs: first?.atMs ?? 0, attempts: first?.attempts ?? 0 };
    const keys = group.map(({ key }) => key);
    return {
      name: shipmentName(this.#options.outbox.outboxId, keys, facts),
      perReport: this.#perReport,
      ...(programId === undefined ? {} : { programId }),
      ...(eventId === undefined ? {} : { eventId }),
    };
  }

  /** @returns why a VEN cannot report */
  #readVenFailure(venId: string, error: unknown): string {
    const reason = describeError(error);
    this.#options.logger.error({ venId, reason }, MANAGER_LOG.venFailed);
    try {
      const { health, retryAfterMs } = readFailure(error, this.#options.clock);
      if (health !== undefined) this.#gate.fail({ reason, health, retryAfterMs });
    } catch {
      // What the client does not know, such as that no event can be found, is the VEN's own.
    }
    return reason;
  }

  #start(planned: Planned): void {
    const { shipment } = planned;
    const readingCount = shipment.entries.reduce((sum, { count }) => sum + count, 0);
    const slots = Math.min(
      this.#options.concurrency,
      Math.max(1, Math.ceil(readingCount / this.#perReport)),
    );
    this.#usedSlots += slots;
    const carrying = this.#carry(planned)
      .catch((error: unknown): Settlement => {
        // Whatever it was, it must not be sent again unseen.
        const { shipmentId } = shipment;
        const reason = describeError(error);
        this.#options.logger.error({ venId: shipmentVen(shipment), reason }, MANAGER_LOG.venFailed);
        const retryAtMs = this.#backoff(shipment.attempts);
        return { shipmentId, kind: "unknown", retryAtMs, reason };
      })
      .then((settlement) => {
        this.#usedSlots -= slots;
        this.#signal.wake();
        return this.#settle(shipment, settlement);
      })
      .catch((error: unknown) => {
        const reason = describeError(error);
        this.#options.logger.error({ sink: VTN_SINK, reason }, MANAGER_LOG.outboxFailed);
      })
      .finally(() => this.#underWay.delete(carrying));
    this.#underWay.add(carrying);
  }

  async #carry({ shipment, isInherited, isBacklog }: Planned): Promise<Settlement> {
    const { shipmentId } = shipment;
    const entries = this.#decode(shipment);
    if (entries === undefined) {
      return { shipmentId, kind: "dead", reason: "its bytes are none that this version can read" };
    }
    const note = readNote(shipment.note);
    // Without a name it was never sent: nothing is, before its note is written.
    if (note === undefined) {
      const retryAtMs = this.#backoff(shipment.attempts);
      return { shipmentId, kind: "postponed", retryAtMs, reason: "it was not sent yet" };
    }
    const { vens, carrier, concurrency, onAmbiguous, clock } = this.#options;
    const { signal } = this.#abort;
    const ven = await this.#openVen(shipment);
    if ("reason" in ven) {
      const { reason } = ven;
      const retryAtMs = this.#backoff(shipment.attempts);
      return { shipmentId, kind: isInherited ? "unknown" : "postponed", retryAtMs, reason };
    }
    const pacer = isBacklog ? this.#pacer : undefined;
    const context: CarryContext = { carrier, gate: this.#gate, concurrency, pacer, signal };
    const parts = cutShipment(note, entries);
    let missing: readonly ReportPart[] = parts;
    let found: readonly ReportPart[] = [];
    let canLook = carrier.look !== undefined;
    if (isInherited) {
      const looked = await lookForParts(context, ven, shipment, parts);
      if (looked.kind === "failed") {
        const { reason } = looked;
        const retryAtMs = looked.isVtnDown ? clock.now() : this.#backoff(shipment.attempts);
        return { shipmentId, kind: "unknown", retryAtMs, reason };
      }
      ({ missing, found } = looked);
      if (looked.kind === "undecided") {
        canLook = false;
        const { venId } = ven;
        const { reason } = looked;
        this.#options.logger.warn({ venId, reason, onAmbiguous }, MANAGER_LOG.undecided);
        if (onAmbiguous !== "retry") {
          const results = resultsOf(parts, found, (part) => ({
            part,
            outcome: { kind: "ambiguous", reason, isVtnDown: false },
          }));
          return settlementOf(shipment, entries, results, this.#rules(shipment, note, false, []));
        }
      } else if (note.isConflict === true && missing.length > 0) {
        const reason = "the VTN has another report of its name";
        const retryAtMs = this.#backoff(shipment.attempts);
        return settlementOfConflict(shipment, entries, { found, missing }, { reason, retryAtMs });
      }
    }
    const sent = await carryParts(context, ven, missing);
    for (const { part, outcome } of sent) {
      if (outcome.kind === "unknownVen") vens.doubt(ven.venId, part.eventId);
      if (outcome.kind === "tooLarge") {
        this.#perReport = Math.max(1, Math.min(this.#perReport, part.readingCount >> 1));
      }
      if (outcome.kind === "accepted") this.#refusalsInARow = 0;
      if (outcome.kind === "refused") this.#refusalsInARow += 1;
    }
    this.#noteReports(shipment, sent);
    const results = [...resultsOf(found, found), ...sent];
    return settlementOf(shipment, entries, results, this.#rules(shipment, note, canLook, sent));
  }

  async #openVen(shipment: Shipment): Promise<ReadyVen["ven"] | { readonly reason: string }> {
    const venId = shipmentVen(shipment);
    const { signal } = this.#abort;
    try {
      return await this.#options.vens.open(venId, { signal });
    } catch (error) {
      return { reason: this.#readVenFailure(venId, error) };
    }
  }

  #rules(
    { attempts }: Shipment,
    note: ShipmentNote,
    canLook: boolean,
    sent: readonly PartResult[],
  ): Parameters<typeof settlementOf>[3] {
    const { clock, onAmbiguous, lookAfterMs, retryLongestMs, random } = this.#options;
    const nowMs = clock.now();
    const isVtnDown = sent.some(
      ({ outcome }) => outcome.kind === "postponed" && outcome.health === "down",
    );
    const retryAfterMs = Math.max(
      0,
      ...sent.map(({ outcome }) => ("retryAfterMs" in outcome ? (outcome.retryAfterMs ?? 0) : 0)),
    );
    const growth = 2 ** Math.min(attempts - 1, 20);
    const lookMs = Math.min(Math.max(lookAfterMs, retryLongestMs), lookAfterMs * growth);
    return {
      canLook,
      onAmbiguous,
      nowMs,
      // What the whole VTN is to blame for waits at its gate.
      retryAtMs: isVtnDown ? nowMs : Math.max(nowMs + retryAfterMs, this.#backoff(attempts)),
      lookAtMs: nowMs + Math.max(retryAfterMs, Math.ceil(lookMs * (1 + random() / 4))),
      conflictNote: writeNote({ ...note, isConflict: true }),
      mayBisect: this.#refusalsInARow <= MOST_REFUSALS,
    };
  }

  /** When to try again what failed by itself, epoch ms: a random wait whose bound doubles. */
  #backoff(attempts: number): number {
    const { clock, random, retryFirstMs, retryLongestMs } = this.#options;
    const bound = Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(attempts - 1, 40));
    return Math.ceil(clock.now() + random() * bound);
  }

  #decode({ entries }: Shipment): readonly KeptReadings[] | undefined {
    const { layouts } = this.#options;
    const decoded: KeptReadings[] = [];
    for (const { bytes, shared } of entries) {
      const layout = shared && layouts.read(shared);
      const readings = layout && decodeReadings(bytes, layout);
      if (readings === undefined) return undefined;
      decoded.push(readings);
    }
    return decoded;
  }

  #postpone(shipment: Shipment, reason: string, retryAtMs: number): Promise<void> {
    const { shipmentId } = shipment;
    return this.#settle(shipment, { shipmentId, kind: "postponed", retryAtMs, reason });
  }

  async #settle(shipment: Shipment, settlement: Settlement): Promise<void> {
    await this.#settlements.add(settlement);
    const nowMs = this.#options.clock.now();
    const venId = shipmentVen(shipment);
    const { logger } = this.#options;
    const note = (
      key: string,
      became: "sent" | "failed" | "waiting",
      readingCount: number,
      reason?: string,
    ) => {
      if (became === "failed") {
        logger.error({ venId, key, readingCount, reason }, MANAGER_LOG.deadLetter);
      }
      for (const watch of this.#watches) watch.note(key, became, readingCount, reason);
    };
    const noteAll = (became: "sent" | "failed" | "waiting", reason?: string) => {
      for (const { key, count } of shipment.entries) note(key, became, count, reason);
    };
    switch (settlement.kind) {
      case "delivered":
        return noteAll("sent");
      case "dead":
      case "dropped":
        return noteAll("failed", settlement.reason);
      case "unknown": {
        const { retryAtMs, reason } = settlement;
        this.#intentsDueAtMs = Math.min(this.#intentsDueAtMs, retryAtMs);
        this.#signal.wake();
        logger.warn({ venId, reason, retryInMs: retryAtMs - nowMs }, MANAGER_LOG.ambiguous);
        if (retryAtMs > nowMs) noteAll("waiting", reason);
        return;
      }
      case "postponed": {
        const { retryAtMs, reason } = settlement;
        this.#pendingDueAtMs = Math.min(this.#pendingDueAtMs, retryAtMs);
        this.#signal.wake();
        logger.warn({ venId, reason, retryInMs: retryAtMs - nowMs }, MANAGER_LOG.postponed);
        if (retryAtMs > nowMs) noteAll("waiting", reason);
        return;
      }
      case "replaced":
        for (const part of settlement.parts) {
          if (part.state === "dropped") {
            note(shipment.entries[0]?.key ?? "", "failed", part.count, part.reason);
            continue;
          }
          const { key, count } = part.entry;
          if (part.state === "delivered") note(key, "sent", count);
          else if (part.state === "dead") note(key, "failed", count, part.reason);
          else {
            this.#pendingDueAtMs = Math.min(this.#pendingDueAtMs, part.retryAtMs);
            if (part.retryAtMs > nowMs) note(key, "waiting", count, part.reason);
          }
        }
        this.#signal.wake();
        return;
      default:
        settlement satisfies never;
    }
  }

  #noteReports({ entries }: Shipment, sent: readonly PartResult[]): void {
    const [first] = entries;
    if (first === undefined || this.#watches.size === 0) return;
    const count = sent.filter(({ outcome }) => outcome.kind !== "notTried").length;
    for (const watch of this.#watches) watch.noteReports(first.key, count);
  }

  #giveUpWatches(reason: string): void {
    // What is under way may still come through.
    if (this.#usedSlots > 0) return;
    for (const watch of this.#watches) watch.giveUp(reason);
  }

  /** What was written down and not begun was certainly not sent. */
  async #unplan(): Promise<void> {
    const retryAtMs = this.#options.clock.now();
    for (const { shipment, isInherited } of this.#planned.splice(0)) {
      const { shipmentId } = shipment;
      const reason = "the manager was stopped";
      const kind = isInherited ? "unknown" : "postponed";
      await this.#settle(shipment, { shipmentId, kind, retryAtMs, reason });
    }
  }
}

function shipmentVen({ entries }: Shipment): string {
  return entries[0]?.stream ?? "";
}

function resultsOf(
  parts: readonly ReportPart[],
  accepted: readonly ReportPart[],
  otherwise?: (part: ReportPart) => PartResult,
): readonly PartResult[] {
  return parts.map((part) => {
    if (otherwise !== undefined && !accepted.includes(part)) return otherwise(part);
    return { part, outcome: { kind: "accepted" } };
  });
}
