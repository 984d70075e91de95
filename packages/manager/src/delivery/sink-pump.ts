import { setMaxListeners } from "node:events";
import {
  type Clock,
  describeError,
  isInvalidValueError,
  type Logger,
  type NamedColumns,
} from "@ven/core";
import { isStoreError, type Outbox, type Settlement, type Shipment } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import type { LayoutBook } from "./layout-book.ts";
import { readingsOfEntry } from "./readings-of-entry.ts";
import { WakeSignal } from "./wake-signal.ts";

/** What a {@link SinkPump} works with. */
export interface SinkPumpOptions {
  readonly outbox: Outbox;
  /** What the outbox calls it. */
  readonly sink: string;
  /** Gives the sink the readings of an entry; what is given twice is as if given once. */
  readonly write: (
    columns: NamedColumns,
    options: { readonly signal: AbortSignal },
  ) => Promise<void>;
  readonly layouts: LayoutBook;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
}

/** Entries that are given to a sink in one go. */
const BATCH = 64;
const POLL_MS = 5_000;

/**
 * Gives a sink that bears repetition what waits for it in the outbox, oldest first; waits longer and
 * longer while it fails.
 */
export class SinkPump {
  readonly #options: SinkPumpOptions;
  readonly #signal: WakeSignal;
  readonly #abort = new AbortController();
  #onIdle: (() => void)[] = [];
  #hasIntents = true;
  /** What the outbox is still to be told. */
  #unsettled: readonly Settlement[] = [];
  #failureCount = 0;
  #retryAtMs = Number.NEGATIVE_INFINITY;
  #isStopping = false;
  #running: Promise<void> | undefined;

  constructor(options: SinkPumpOptions) {
    this.#options = options;
    // Each entry of a batch waits for it.
    setMaxListeners(0, this.#abort.signal);
    this.#signal = new WakeSignal(options.clock);
  }

  /** Says that there may be something to write. */
  wake(): void {
    if (this.#isStopping) return;
    this.#running ??= this.#run();
    this.#signal.wake();
  }

  /** Resolves when nothing waits any more, or the sink failed. */
  flush(): Promise<void> {
    if (this.#isStopping || this.#restMs > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle.push(resolve);
      this.wake();
    });
  }

  /** Breaks off what is under way: it is written again when sending goes on. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#abort.abort(new Error("the manager was stopped"));
    this.#signal.wake();
    await this.#running;
    this.#tellIdle();
  }

  async #run(): Promise<void> {
    const { logger, sink } = this.#options;
    while (!this.#isStopping) {
      let waitMs = POLL_MS;
      try {
        if (this.#restMs <= 0 && (await this.#writeSome())) continue;
        if (this.#restMs > 0) waitMs = Math.ceil(this.#restMs);
      } catch (error) {
        if (isStoreError(error, "STORE_CLOSED")) break;
        logger.error({ sink, reason: describeError(error) }, MANAGER_LOG.outboxFailed);
        waitMs = 1_000;
      }
      this.#tellIdle();
      if (!this.#isStopping) await this.#signal.wait(Math.min(waitMs, POLL_MS));
    }
    this.#tellIdle();
  }

  /** How long the sink is left alone, ms. */
  get #restMs(): number {
    return this.#retryAtMs - this.#options.clock.monotonic();
  }

  /** @returns whether there may be more */
  async #writeSome(): Promise<boolean> {
    const { outbox, sink } = this.#options;
    await this.#settle();
    const shipments = this.#hasIntents ? await outbox.peekIntents({ sink, limit: BATCH }) : [];
    this.#hasIntents = shipments.length > 0;
    if (this.#hasIntents) return await this.#write(shipments);
    const entries = await outbox.peek({ sink, order: "oldest", limit: BATCH });
    if (entries.length === 0) return false;
    const intended = entries.map(({ entryId }) => ({ entryIds: [entryId], note: "" }));
    return await this.#write(await outbox.intend(sink, intended));
  }

  async #write(shipments: readonly Shipment[]): Promise<boolean> {
    const { clock } = this.#options;
    let failure: string | undefined;
    // All at once: a sink may send them together.
    const settlements = await Promise.all(
      shipments.map((shipment) =>
        this.#writeOne(shipment).catch((error: unknown): Settlement => {
          const reason = describeError(error);
          if (isPermanent(error)) return { shipmentId: shipment.shipmentId, kind: "dead", reason };
          failure ??= reason;
          // Perhaps it is to blame by itself: the others go first next time.
          const backOffMs = this.#isStopping ? 0 : this.#backOffMs(shipment.attempts);
          return postponed(shipment, reason, clock.now() + backOffMs);
        }),
      ),
    );
    if (failure === undefined) this.#failureCount = 0;
    else if (!this.#isStopping) this.#fail(failure);
    this.#unsettled = settlements;
    this.#tellRefused(shipments, settlements);
    await this.#settle();
    return failure === undefined;
  }

  /** Again if it failed before: nobody else knows what became of these. */
  async #settle(): Promise<void> {
    if (this.#unsettled.length === 0) return;
    await this.#options.outbox.settle(this.#options.sink, this.#unsettled);
    this.#unsettled = [];
  }

  async #writeOne({ shipmentId, entries }: Shipment): Promise<Settlement> {
    const { layouts, write } = this.#options;
    const { signal } = this.#abort;
    for (const entry of entries) {
      const readings = readingsOfEntry(entry, layouts);
      if (readings === undefined) {
        const reason = "its bytes are none that this version can read";
        return { shipmentId, kind: "dead", reason };
      }
      await unlessAborted(write(readings.columns, { signal }), signal);
    }
    return { shipmentId, kind: "delivered" };
  }

  /** Tells once per batch and reason what is given up. */
  #tellRefused(shipments: readonly Shipment[], settlements: readonly Settlement[]): void {
    const { logger, sink } = this.#options;
    const refused = new Map<string, { entryCount: number; readingCount: number }>();
    for (const [index, settlement] of settlements.entries()) {
      if (settlement.kind !== "dead") continue;
      const sum = refused.get(settlement.reason) ?? { entryCount: 0, readingCount: 0 };
      refused.set(settlement.reason, sum);
      for (const { count } of shipments[index]?.entries ?? []) {
        sum.entryCount += 1;
        sum.readingCount += count;
      }
    }
    for (const [reason, sum] of refused) {
      logger.error({ sink, ...sum, reason }, MANAGER_LOG.sinkRefused);
    }
  }

  #backOffMs(failureCount: number): number {
    const { retryFirstMs, retryLongestMs } = this.#options;
    return Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(failureCount, 40));
  }

  #fail(reason: string): void {
    const { clock, logger, sink } = this.#options;
    const retryInMs = this.#backOffMs(this.#failureCount);
    this.#failureCount += 1;
    this.#retryAtMs = clock.monotonic() + retryInMs;
    logger.warn({ sink, reason, retryInMs }, MANAGER_LOG.sinkFailed);
  }

  #tellIdle(): void {
    for (const tell of this.#onIdle.splice(0)) tell();
  }
}

/** Whether a sink says that it will never take what it was given. */
function isPermanent(error: unknown): boolean {
  if (isInvalidValueError(error)) return true;
  return (error as { readonly isPermanent?: unknown } | null)?.isPermanent === true;
}

function postponed({ shipmentId }: Shipment, reason: string, atMs: number): Settlement {
  return { shipmentId, kind: "postponed", retryAtMs: Math.ceil(atMs), reason };
}

/** Waits for what a sink does, which may not heed the signal. */
async function unlessAborted(doing: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([doing, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
