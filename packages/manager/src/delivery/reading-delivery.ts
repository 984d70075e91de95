import { setImmediate } from "node:timers/promises";
import {
  type Clock,
  InvalidValueError,
  type Logger,
  type NamedColumns,
  type ReadingSink,
  sleep,
} from "@ven/core";
import type { AppendOptions, AppendResult, NewOutboxEntry, Outbox } from "@ven/store";
import { ManagerClosedError } from "../errors/manager-closed-error.ts";
import { MANAGER_LOG } from "../manager-log.ts";
import { atMost } from "./at-most.ts";
import type { Carrier } from "./carrier.ts";
import { entryKey, latestOf } from "./entry-key.ts";
import { fitRows } from "./fit-rows.ts";
import { LayoutBook } from "./layout-book.ts";
import type { KindOfReadings } from "./live-horizon.ts";
import { deliveredSink, outboxSinks, VTN_SINK } from "./outbox-sinks.ts";
import { encodeReadings, type KeptReadings, READINGS_KIND } from "./readings-bytes.ts";
import { type Scratch, ScratchPool } from "./scratch.ts";
import { Sender, type SenderOptions } from "./sender.ts";
import { SinkPump } from "./sink-pump.ts";
import { StatusDesk } from "./status-desk.ts";
import { TickWatch } from "./tick-watch.ts";

/** What a {@link ReadingDelivery} works with. */
export interface ReadingDeliveryOptions extends Omit<SenderOptions, "layouts"> {
  readonly sinks: readonly ReadingSink[];
  /** Longest that reports wait for the sinks, ms. */
  readonly sinkTimeoutMs: number;
}

/** What {@link ReadingDelivery.accept} is given beside readings. */
export interface AcceptOptions extends AppendOptions, KindOfReadings {}

/** Batches of readings as the outbox takes them. */
interface EntriesOfBatches {
  readonly entries: readonly NewOutboxEntry[];
  /** The key of each batch's entry, in order; `undefined` where nothing was left to keep. */
  readonly keys: readonly (string | undefined)[];
  /** Readings that no report can carry, by batch. */
  readonly unfitCounts: readonly number[];
}

/** What `acceptReadings` may be given. */
export interface AcceptReadingsOptions extends AppendOptions {
  /** Whether the readings are backlog, whenever they are of. @defaultValue false */
  readonly isPast?: boolean;
}

/** What became of readings that were given to be delivered. */
export interface Accepted extends AppendResult, Omit<EntriesOfBatches, "entries"> {
  /** Follows them to the VTN. */
  readonly watch: TickWatch;
}

/**
 * What happens to readings once they are collected: kept in the outbox, written to the sinks, sent to
 * the VTN.
 */
export class ReadingDelivery {
  readonly #options: ReadingDeliveryOptions;
  readonly #layouts = new LayoutBook();
  readonly #scratches = new ScratchPool();
  readonly #sender: Sender;
  readonly #pumps: readonly SinkPump[];
  readonly #markPumps: readonly SinkPump[];
  readonly #outbox: Outbox;
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  readonly #logger: Logger;
  /** How it all stands. */
  readonly desk: StatusDesk;
  #tickCount = 0;
  #isStopped = false;
  #knowsSinks = false;

  constructor(options: ReadingDeliveryOptions) {
    const { outbox, carrier, clock, logger, sinks } = options;
    this.#options = options;
    this.#outbox = outbox;
    this.#carrier = carrier;
    this.#clock = clock;
    this.#logger = logger;
    const layouts = this.#layouts;
    this.#sender = new Sender({ ...options, layouts });
    const vtnState = () => this.#sender.vtnState;
    this.desk = new StatusDesk({ outbox, clock, logger, vtnState });
    this.#pumps = sinks.map(
      (sink) =>
        new SinkPump({ ...options, layouts, sink: sink.name, write: sink.write.bind(sink) }),
    );
    this.#markPumps = sinks.map(
      (sink) =>
        new SinkPump({
          ...options,
          layouts,
          sink: deliveredSink(sink.name),
          write: sink.markDelivered.bind(sink),
        }),
    );
  }

  /** Begins to deliver what an earlier process left. */
  start(): void {
    for (const pump of [...this.#pumps, ...this.#markPumps]) pump.wake();
    this.#sender.wake();
  }

  /**
   * Keeps readings of one tick, or from elsewhere, gives them to the sinks, and lets them go to the VTN.
   *
   * @throws {StoreError} if they cannot be kept
   * @throws {InvalidValueError} if the outbox was not opened for all of the sinks
   * @throws {ManagerClosedError} if they wait for room when this is stopped
   */
  async accept(batches: readonly KeptReadings[], options: AcceptOptions): Promise<Accepted> {
    if (!this.#knowsSinks) await this.#checkSinks();
    const scratch = this.#scratches.borrow();
    const entries = await this.#entriesOf(batches, scratch, options.isTick);
    const accepted = await this.#accept(entries, options);
    // Where that failed, somebody may still be at it.
    this.#scratches.giveBack(scratch);
    return accepted;
  }

  async #accept(
    { entries, keys, unfitCounts }: EntriesOfBatches,
    { isTick, isPast, ...options }: AcceptOptions,
  ): Promise<Accepted> {
    const { ticksPerReport } = this.#options;
    let firstMs = Number.POSITIVE_INFINITY;
    for (const { atMs } of entries) firstMs = Math.min(firstMs, atMs);
    this.#sender.hold(firstMs, { isTick, isPast });
    // An outbox that is full may wait for room, which only sending makes.
    this.#sender.wake();
    const watch = new TickWatch(entries);
    this.#tickCount += 1;
    try {
      const follow = { isTick, signal: options.signal };
      const result = await this.desk.followWait(follow, ({ signal, onWait }) =>
        this.#outbox.append(entries, {
          ...options,
          signal,
          onWait: () => {
            onWait();
            options.onWait?.();
            // What is held back may be all that could make room.
            this.#sender.release();
          },
        }),
      );
      watch.expect(result);
      await this.#fillSinks(options.signal);
      return { ...result, watch, keys, unfitCounts };
    } catch (error) {
      watch.giveUp("the outbox does not take it");
      throw error;
    } finally {
      if (this.#tickCount % ticksPerReport === 0) {
        if (this.#isStopped) watch.giveUp("the manager was stopped");
        this.#sender.watch(watch);
        this.#sender.release();
      } else {
        watch.giveUp("it is reported together with later ticks");
        this.#sender.wake();
      }
      for (const pump of this.#markPumps) pump.wake();
    }
  }

  /** Resolves when nothing waits for the VTN any more; dead letters do not count. */
  async drain(options: DrainOptions = {}): Promise<void> {
    const { signal, onProgress } = options;
    this.#sender.release();
    for (;;) {
      signal?.throwIfAborted();
      const { sinks } = await this.#outbox.status();
      const vtn = sinks.find(({ sink }) => sink === VTN_SINK);
      const waitingCount = (vtn?.pending.readingCount ?? 0) + (vtn?.intent.readingCount ?? 0);
      onProgress?.({ waitingCount });
      if (waitingCount === 0) return;
      await sleep(this.#clock, DRAIN_POLL_MS, signal === undefined ? {} : { signal });
    }
  }

  /** Finishes what is under way, as far as the grace allows. */
  async stop(graceMs: number): Promise<void> {
    const stopAtMs = this.#clock.monotonic() + graceMs;
    await this.#sender.stop(graceMs);
    this.#isStopped = true;
    // Until now there may have come room.
    this.desk.endWaits(new ManagerClosedError(undefined));
    // What was delivered last is to be marked, too.
    const marked = Promise.all(this.#markPumps.map((pump) => pump.flush()));
    const leftMs = Math.min(MARK_GRACE_MS, stopAtMs - this.#clock.monotonic());
    await atMost(this.#clock, Math.max(0, leftMs), marked);
    await Promise.all([...this.#pumps, ...this.#markPumps].map((pump) => pump.stop()));
    await this.desk.leave({ isLast: true });
  }

  /** Readings must not be kept for somebody who is never given them. */
  async #checkSinks(): Promise<void> {
    const { outbox, sinks } = this.#options;
    const known = new Set((await outbox.status()).sinks.map(({ sink }) => sink));
    const missing = outboxSinks(sinks).find(({ name }) => !known.has(name));
    if (missing !== undefined) {
      const rule = `it has no sink "${missing.name}": open it with sinks: outboxSinks([...]), with the sinks of the manager`;
      throw new InvalidValueError("outbox", outbox.path, rule);
    }
    this.#knowsSinks = true;
  }

  async #entriesOf(
    batches: readonly KeptReadings[],
    scratch: Scratch,
    isTick: boolean,
  ): Promise<EntriesOfBatches> {
    const entries: NewOutboxEntry[] = [];
    const keys: (string | undefined)[] = [];
    const unfitCounts: number[] = [];
    for (const { columns, rows: wanted } of batches) {
      // Others get their turn on the event loop.
      if (keys.length > 0 && keys.length % AT_ONCE === 0) await setImmediate();
      const { rows, unfit } = fitRows(columns, wanted, this.#carrier.faultsOfNames);
      unfitCounts.push(unfit.length);
      for (const { row, fault } of unfit) this.#tellUnfit(columns, row, fault);
      if (rows.length === 0) {
        keys.push(undefined);
        continue;
      }
      const latestMs = latestOf({ columns, rows });
      const shared = this.#layouts.write(columns.layout);
      const key = entryKey({ columns, rows }, latestMs, isTick ? undefined : shared.key);
      keys.push(key);
      entries.push({
        key,
        kind: READINGS_KIND,
        stream: columns.layout.venId,
        atMs: Math.floor(latestMs),
        count: rows.length,
        bytes: encodeReadings({ columns, rows }, scratch),
        shared,
      });
    }
    return { entries, keys, unfitCounts };
  }

  #tellUnfit({ layout }: NamedColumns, row: number, reason: string): void {
    const { venId, resources, loadIds } = layout;
    const path = `${resources[layout.resourceIndex[row] ?? -1]?.name}/${loadIds[layout.loadIndex[row] ?? -1]}`;
    this.#logger.warn({ venId, reason, path }, MANAGER_LOG.readingNotCarried);
  }

  /** Readings are to be in the sinks before they are reported, if that does not take long. */
  async #fillSinks(signal: AbortSignal | undefined): Promise<void> {
    if (this.#pumps.length === 0) return;
    const filled = Promise.all(this.#pumps.map((pump) => pump.flush()));
    await atMost(this.#clock, this.#options.sinkTimeoutMs, filled, signal);
  }
}

/** Longest that the end waits for what was delivered to be marked, ms. */
const MARK_GRACE_MS = 2_000;
const DRAIN_POLL_MS = 200;
/** So many batches are encoded in one go. */
const AT_ONCE = 200;

/** What {@link ReadingDelivery.drain} may be given. */
export interface DrainOptions {
  readonly signal?: AbortSignal;
  /** Called now and then. */
  readonly onProgress?: (progress: { readonly waitingCount: number }) => void;
}
