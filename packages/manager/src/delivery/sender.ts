import { setMaxListeners } from "node:events";
import { type Clock, describeError, type Logger, sleep } from "@ven/core";
import { isStoreError, type Outbox, type Settlement } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import { Agenda } from "./agenda.ts";
import type { Carrier } from "./carrier.ts";
import { Courier } from "./courier.ts";
import type { LayoutBook } from "./layout-book.ts";
import { VTN_SINK } from "./outbox-sinks.ts";
import { Pacer } from "./pacer.ts";
import { type Planned, Planner } from "./planner.ts";
import { RetryTimes } from "./retry-times.ts";
import type { OnAmbiguous } from "./settlement-of.ts";
import { Settler } from "./settler.ts";
import type { TickWatch } from "./tick-watch.ts";
import { VenDesk, type VenDirectory } from "./ven-desk.ts";
import { VtnGate, type VtnState } from "./vtn-gate.ts";
import { WakeSignal } from "./wake-signal.ts";

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

/** Longest pause between two looks into the outbox, in which somebody else may have written, ms. */
const POLL_MS = 5_000;
/** For how long the backlog is planned ahead, s: so long do live readings wait for it. */
const PLANNED_AHEAD_S = 0.25;
/** Pause after the outbox failed, ms. */
const OUTBOX_PAUSE_MS = 1_000;

/**
 * Takes what waits in the outbox to the VTN: writes down what is about to be sent, sends it, writes
 * down what became of it; and looks before anything is sent again that may have arrived.
 *
 * ```
 * Planner   peek (newest 4 of 5, oldest 1 of 5) -> intend
 * Courier                  intents left over -> look -> send
 * Settler                                               -> settle
 * ```
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #agenda = new Agenda();
  readonly #gate: VtnGate;
  readonly #settler: Settler;
  readonly #courier: Courier;
  readonly #planner: Planner;
  readonly #signal: WakeSignal;
  readonly #abort = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #planned: Planned[] = [];
  #usedSlots = 0;
  /** Those of them that are of the backlog. */
  #backlogSlots = 0;
  /** Readings of this instant and later are live. */
  #liveFromMs = Number.POSITIVE_INFINITY;
  #isHeld = false;
  /** When somebody else's writing was last reckoned with, monotonic. */
  #polledMs = Number.NEGATIVE_INFINITY;
  #isStopping = false;
  #running: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { clock, vens, carrier, maxBacklogReportsPerSecond } = options;
    // As many wait for their turns as the backlog has reports under way.
    setMaxListeners(0, this.#abort.signal);
    const signal = new WakeSignal(clock);
    const agenda = this.#agenda;
    const gate = new VtnGate(options);
    const pacer = new Pacer(clock, maxBacklogReportsPerSecond);
    const retryTimes = new RetryTimes(options);
    const desk = new VenDesk(vens, carrier, clock);
    const isIdle = () => this.#usedSlots === 0 && this.#planned.length === 0;
    const settler = new Settler({ ...options, agenda, isIdle, wake: () => signal.wake() });
    const courier = new Courier({ ...options, gate, pacer, retryTimes, settler });
    const perReport = () => courier.perReport;
    const shared = { ...options, agenda, gate, pacer, retryTimes, settler };
    this.#planner = new Planner({ ...shared, desk, perReport });
    this.#gate = gate;
    this.#settler = settler;
    this.#courier = courier;
    this.#signal = signal;
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
    this.#agenda.expectPending();
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
    this.#settler.watch(watch);
  }

  /**
   * Finishes what is under way, then ends. What is still under way after the grace is broken off: it is
   * looked for when sending goes on.
   */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    this.#signal.wake();
    const grace = new AbortController();
    const late = sleep(this.#options.clock, graceMs, { signal: grace.signal }).then(
      () => {
        this.#abort.abort(new Error("the sender was stopped"));
        this.#settler.giveUpOutbox();
      },
      () => undefined,
    );
    await this.#running;
    await Promise.all(this.#underWay);
    await this.#settler.finish();
    grace.abort();
    await late;
    this.#settler.giveUpWatches("the manager was stopped");
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const waitMs = await this.#step();
      if (waitMs > 0 && !this.#isStopping) await this.#signal.wait(waitMs);
    }
    await this.#unplan();
  }

  /** Starts what can be started. Returns how long to wait before the next step, ms; throws nothing. */
  async #step(): Promise<number> {
    const { waitMs } = this.#gate;
    if (waitMs > 0) {
      this.#giveUpWatches(this.#gate.state.reason ?? "the VTN is down");
      return Math.min(Math.ceil(waitMs), POLL_MS);
    }
    if (this.#planned.length === 0 && this.#freeSlots > 0) {
      try {
        await this.#plan();
      } catch (error) {
        if (isStoreError(error, "STORE_CLOSED")) this.#isStopping = true;
        const reason = describeError(error);
        this.#options.logger.error({ sink: VTN_SINK, reason }, MANAGER_LOG.outboxFailed);
        this.#giveUpWatches(reason);
        return OUTBOX_PAUSE_MS;
      }
    }
    const hadPlans = this.#planned.length > 0;
    this.#startPlanned();
    // The end of a shipment wakes.
    if (this.#planned.length > 0 || this.#freeSlots === 0) return POLL_MS;
    return hadPlans ? 0 : this.#restMs();
  }

  async #plan(): Promise<void> {
    const { isProbing } = this.#gate;
    const limit = isProbing ? 1 : this.#options.concurrency * 4;
    this.#planned = [
      ...(await this.#planner.plan({
        limit,
        backlogLimit: Math.min(limit, this.#backlogLimit),
        isProbe: isProbing,
        liveFromMs: this.#liveFromMs,
        isHeld: this.#isHeld,
        signal: this.#abort.signal,
      })),
    ];
  }

  /** How many shipments of the backlog are begun soon. */
  get #backlogLimit(): number {
    const free = this.#mostBacklogSlots - this.#backlogSlots;
    const perSecond = this.#options.maxBacklogReportsPerSecond;
    return free <= 0 ? 0 : Math.max(free, Math.floor(perSecond * PLANNED_AHEAD_S));
  }

  /** As the backlog waits for its turns, live readings find a slot all the same. */
  get #mostBacklogSlots(): number {
    return Math.max(1, this.#options.concurrency >> 1);
  }

  /** How long nothing is likely to be found, ms. */
  #restMs(): number {
    const { clock } = this.#options;
    const pollMs = this.#polledMs + POLL_MS - clock.monotonic();
    if (pollMs <= 0) {
      this.#polledMs = clock.monotonic();
      this.#agenda.expectAll();
      return 0;
    }
    const dueMs = this.#agenda.nextAtMs - clock.now();
    return Math.max(1, Math.ceil(Math.min(dueMs, pollMs)));
  }

  get #freeSlots(): number {
    return (this.#gate.isProbing ? 1 : this.#options.concurrency) - this.#usedSlots;
  }

  #startPlanned(): void {
    let startedCount = 0;
    for (const planned of this.#planned) {
      if (this.#freeSlots <= 0) break;
      if (planned.isBacklog && this.#backlogSlots >= this.#mostBacklogSlots) break;
      startedCount += 1;
      this.#start(planned);
    }
    this.#planned.splice(0, startedCount);
  }

  #start(planned: Planned): void {
    const { shipment, isBacklog, isInherited } = planned;
    const slots = this.#slotsOf(planned);
    this.#usedSlots += slots;
    if (isBacklog) this.#backlogSlots += slots;
    const carrying = this.#courier
      .carry(planned, this.#abort.signal)
      .catch((error: unknown): Settlement => {
        // Whatever it was, nothing must be sent again unseen.
        const { shipmentId, entries } = shipment;
        const reason = describeError(error);
        this.#options.logger.error({ venId: entries[0]?.stream, reason }, MANAGER_LOG.venFailed);
        const retryAtMs = Math.ceil(this.#options.clock.now()) + POLL_MS;
        return { shipmentId, kind: "unknown", retryAtMs, reason };
      })
      .then((settlement) => {
        this.#usedSlots -= slots;
        if (isBacklog) this.#backlogSlots -= slots;
        this.#signal.wake();
        // It may be taken again as soon as it is written down, and then it is not this one's any more.
        const release = isInherited ? () => this.#planner.release(shipment) : undefined;
        return this.#settler.settle(shipment, settlement, release);
      })
      .finally(() => this.#underWay.delete(carrying));
    this.#underWay.add(carrying);
  }

  #slotsOf({ shipment, isBacklog }: Planned): number {
    const readingCount = shipment.entries.reduce((sum, { count }) => sum + count, 0);
    const reportCount = Math.ceil(readingCount / this.#courier.perReport);
    const most = isBacklog ? this.#mostBacklogSlots : this.#options.concurrency;
    return Math.min(most, Math.max(1, reportCount));
  }

  #giveUpWatches(reason: string): void {
    // What is under way may still come through.
    if (this.#usedSlots === 0) this.#settler.giveUpWatches(reason);
  }

  /** What was written down and not begun was certainly not sent now. */
  async #unplan(): Promise<void> {
    const retryAtMs = Math.ceil(this.#options.clock.now());
    const reason = "the manager was stopped";
    const planned = this.#planned;
    this.#planned = [];
    await Promise.all(
      planned.map(({ shipment, isInherited }) => {
        const { shipmentId } = shipment;
        const kind = isInherited ? "unknown" : "postponed";
        return this.#settler.settle(shipment, { shipmentId, kind, retryAtMs, reason });
      }),
    );
  }
}
