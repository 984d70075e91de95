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
  readonly resolve: (written: Settlement) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes settlements down in groups, as a transaction costs as much as a report; tries again until the
 * outbox has them.
 */
export class SettleQueue {
  readonly #options: SettleQueueOptions;
  readonly #abort = new AbortController();
  #waiting: Waiting[] = [];
  #isWriting = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: SettleQueueOptions) {
    this.#options = options;
  }

  /**
   * Resolves when it is written down.
   *
   * @returns what was written: that its fate is unknown, if the outbox found it invalid
   * @throws {StoreError} if the outbox is closed, or fails and was given up
   */
  add(settlement: Settlement): Promise<Settlement> {
    const written = new Promise<Settlement>((resolve, reject) => {
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
    if (!this.#isWriting) void this.#writeAll();
  }

  /** Tries nothing again from here on: what is not written down is looked for by who sends next. */
  giveUp(): void {
    this.#abort.abort();
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#write(group);
    }
    // In the same turn as the last look, or what is added in between would wait for ever.
    this.#isWriting = false;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    const { outbox, sink, clock, logger } = this.#options;
    const { signal } = this.#abort;
    for (;;) {
      try {
        await outbox.settle(
          sink,
          group.map(({ settlement }) => settlement),
        );
        for (const { settlement, resolve } of group) resolve(settlement);
        return;
      } catch (error) {
        if (isInvalidValueError(error) && group.length > 1) {
          // One that is wrong must not keep the others.
          for (const one of group) await this.#write([one]);
          return;
        }
        if (isStoreError(error, "STORE_CLOSED") || signal.aborted) {
          for (const { reject } of group) reject(error);
          return;
        }
        logger.error({ sink, reason: describeError(error) }, MANAGER_LOG.outboxFailed);
        if (isInvalidValueError(error)) {
          for (const one of group) await this.#writeUnknown(one, error);
          return;
        }
      }
      await sleep(clock, PAUSE_MS, { signal }).catch(() => undefined);
    }
  }

  /** What cannot be written down as it was meant is looked for again. */
  async #writeUnknown({ settlement, resolve, reject }: Waiting, error: unknown): Promise<void> {
    if (settlement.kind === "unknown") {
      reject(error);
      return;
    }
    const { shipmentId } = settlement;
    const retryAtMs = Math.ceil(this.#options.clock.now()) + PAUSE_MS;
    const reason = describeError(error);
    const unknown: Settlement = { shipmentId, kind: "unknown", retryAtMs, reason };
    await this.#write([{ settlement: unknown, resolve, reject }]);
  }
}
