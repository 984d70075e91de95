import { setMaxListeners } from "node:events";
import { type Clock, describeError, type Logger, sleep } from "@ven/core";
import { isStoreError, type Outbox } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import { Agenda } from "./agenda.ts";
import type { Carrier } from "./carrier.ts";
import { Courier } from "./courier.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { LayoutBook } from "./layout-book.ts";
import { type KindOfReadings, LiveHorizon } from "./live-horizon.ts";
import { VTN_SINK } from "./outbox-sinks.ts";
import { Pacer } from "./pacer.ts";
import { Planner } from "./planner.ts";
import { RetryTimes } from "./retry-times.ts";
import type { OnAmbiguous } from "./settlement-of.ts";
import { Settler } from "./settler.ts";
import { Slots } from "./slots.ts";
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
/** For how long the backlog is planned ahead, s. */
const PLANNED_AHEAD_S = 0.25;
/** Pause after the outbox failed, ms. */
const OUTBOX_PAUSE_MS = 1_000;

/**
 * Takes what waits in the outbox to the VTN: writes down what is about to be sent, sends it, writes
 * down what became of it; and looks before anything is sent again that may have arrived.
 *
 * ```
 * Planner      peek (newest 4 of 5, oldest 1 of 5) -> intend
 * Dispatcher                                                 as slots come free
 * Courier                     intents left over -> look -> send
 * Settler                                                  -> settle
 * ```
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #agenda = new Agenda();
  readonly #gate: VtnGate;
  readonly #settler: Settler;
  readonly #planner: Planner;
  readonly #dispatcher: Dispatcher;
  readonly #slots: Slots;
  readonly #horizon: LiveHorizon;
  readonly #signal: WakeSignal;
  readonly #abort = new AbortController();
  /** When somebody else's writing was last reckoned with, monotonic. */
  #polledMs = Number.NEGATIVE_INFINITY;
  #isStopping = false;
  #running: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { clock, vens, carrier, concurrency, maxBacklogReportsPerSecond } = options;
    const { signal } = this.#abort;
    // As many wait for their turns as the backlog has reports under way.
    setMaxListeners(0, signal);
    const wakeSignal = new WakeSignal(clock);
    const agenda = this.#agenda;
    const gate = new VtnGate(options);
    const pacer = new Pacer(clock, maxBacklogReportsPerSecond);
    const retryTimes = new RetryTimes(options);
    const slots = new Slots(concurrency);
    const onLate = () => {
      agenda.addPending(clock.now());
      wakeSignal.wake();
    };
    const desk = new VenDesk({ vens, carrier, clock, onLate });
    const isIdle = () => slots.isUnused && this.#dispatcher.isEmpty;
    const settler = new Settler({ ...options, agenda, isIdle, wake: () => wakeSignal.wake() });
    const courier = new Courier({ ...options, gate, pacer, retryTimes, settler });
    const perReport = () => courier.perReport;
    const shared = { ...options, agenda, gate, pacer, retryTimes, settler };
    const planner = new Planner({ ...shared, desk, perReport });
    const onArrival = () => wakeSignal.wake();
    const parts = { slots, courier, planner, settler, clock, signal, onArrival };
    this.#dispatcher = new Dispatcher(parts);
    this.#planner = planner;
    this.#gate = gate;
    this.#settler = settler;
    this.#slots = slots;
    this.#horizon = new LiveHorizon(clock);
    this.#signal = wakeSignal;
  }

  get vtnState(): VtnState {
    return this.#gate.state;
  }

  /** Readings that are about to be kept are held back until {@link release}: see {@link LiveHorizon}. */
  hold(fromMs: number, kind: KindOfReadings): void {
    this.#horizon.hold(fromMs, kind);
  }

  /** Sends what is new first. */
  release(): void {
    this.#horizon.release();
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
    await this.#dispatcher.finish();
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
    await this.#dispatcher.abandon("the manager was stopped");
  }

  /** Starts what can be started. Returns how long to wait before the next step, ms; throws nothing. */
  async #step(): Promise<number> {
    const { waitMs } = this.#gate;
    if (waitMs > 0) {
      this.#giveUpWatches(this.#gate.state.reason ?? "the VTN is down");
      return Math.min(Math.ceil(waitMs), POLL_MS);
    }
    if (this.#mayPlan && this.#hasFreeSlots) {
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
    const isAnyBegun = this.#dispatcher.begin(this.#gate.isProbing);
    // The end of a shipment wakes.
    if (this.#dispatcher.hasFirst || !this.#hasFreeSlots) return POLL_MS;
    return isAnyBegun ? 0 : this.#restMs();
  }

  /**
   * A backlog that waits for its turns keeps nothing else from being planned; but what is to find out
   * whether the VTN is back has its turn, as what is newest may be to blame itself.
   */
  get #mayPlan(): boolean {
    const { hasFirst, isEmpty } = this.#dispatcher;
    return this.#gate.isProbing ? isEmpty : !hasFirst;
  }

  async #plan(): Promise<void> {
    const { isProbing } = this.#gate;
    const { liveFromMs, heldFromMs, isHeld } = this.#horizon;
    const limit = isProbing ? 1 : this.#options.concurrency * 4;
    const planned = await this.#planner.plan({
      limit,
      backlogLimit: Math.min(limit, this.#backlogLimit),
      isProbe: isProbing,
      liveFromMs,
      heldFromMs,
      isHeld,
      signal: this.#abort.signal,
    });
    this.#dispatcher.add(planned);
  }

  /** How many reports of the backlog are begun soon, beside those that are planned. */
  get #backlogLimit(): number {
    if (this.#dispatcher.hasBacklog) return 0;
    const free = this.#slots.freeForBacklog;
    const perSecond = this.#options.maxBacklogReportsPerSecond;
    return free <= 0 ? 0 : Math.max(free, Math.floor(perSecond * PLANNED_AHEAD_S));
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

  get #hasFreeSlots(): boolean {
    return this.#slots.freeCount(this.#gate.isProbing) > 0;
  }

  #giveUpWatches(reason: string): void {
    // What is under way may still come through.
    if (this.#slots.isUnused) this.#settler.giveUpWatches(reason);
  }
}
