import { type Clock, describeError, isInvalidValueError, type Logger, sleep } from "@ven/core";
import { isStoreError, type Outbox, type Settlement } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";

/** So many settlements make a transaction worth its price. */
const ENOUGH = 32;
/** Longest that a settlement waits for others, ms. */
const LONGEST_WAIT_MS = 5;
/** Pause after the outbox failed, as its disk is full or somebody writes to it, ms. */
const PAUSE_MS = 1_000;

/** What a {@link SettleQueue} works with. */
export interface SettleQueueOptions {
  readonly outbox: Outbox;
  readonly sink: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether no other settlement will come soon. */
  readonly isIdle: () => boolean;
}

interface Waiting {
  readonly settlement: Settlement;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes settlements down in groups, as a transaction costs as much as a report; tries again until the
 * outbox has them.
 */
export class SettleQueue {
  readonly #options: SettleQueueOptions;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(options: SettleQueueOptions) {
    this.#options = options;
  }

  /**
   * Resolves when it is written down.
   *
   * @throws {StoreError} if the outbox is closed
   */
  add(settlement: Settlement): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ settlement, resolve, reject });
    });
    if (this.#waiting.length >= ENOUGH || this.#options.isIdle()) this.flush();
    else this.#cancelTimer ??= this.#options.clock.after(LONGEST_WAIT_MS, () => this.flush());
    return written;
  }

  /** Writes what waits; one transaction at a time. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#write(group);
    }
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    const { outbox, sink, clock, logger } = this.#options;
    for (;;) {
      try {
        await outbox.settle(
          sink,
          group.map(({ settlement }) => settlement),
        );
        for (const { resolve } of group) resolve();
        return;
      } catch (error) {
        if (isInvalidValueError(error) && group.length > 1) {
          // One that is wrong must not keep the others.
          for (const one of group) await this.#write([one]);
          return;
        }
        if (isStoreError(error, "STORE_CLOSED")) {
          for (const { reject } of group) reject(error);
          return;
        }
        logger.error({ sink, reason: describeError(error) }, MANAGER_LOG.outboxFailed);
        if (isInvalidValueError(error)) {
          await this.#writeUnknown(group, error);
          return;
        }
      }
      await sleep(clock, PAUSE_MS);
    }
  }

  /** What cannot be written down as it was meant is looked for again. */
  async #writeUnknown(group: readonly Waiting[], error: unknown): Promise<void> {
    const { outbox, sink, clock } = this.#options;
    const retryAtMs = Math.ceil(clock.now()) + PAUSE_MS;
    const reason = describeError(error).slice(0, 1_000);
    for (const { settlement, resolve, reject } of group) {
      const { shipmentId } = settlement;
      await outbox
        .settle(sink, [{ shipmentId, kind: "unknown", retryAtMs, reason }])
        .then(resolve, reject);
    }
  }
}
