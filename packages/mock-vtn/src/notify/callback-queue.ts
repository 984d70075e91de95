import { type Clock, describeError, type Logger, sleep } from "@ven/core";
import type { Callback, CallbackAnswer } from "./call-back.ts";
import { NOTIFY_LOG } from "./notify-log.ts";
import type { Underway } from "./underway.ts";

/** Longest pause between two tries, ms. */
const LONGEST_PAUSE_MS = 60_000;

/** How a queue tries. */
export interface CallbackQueueOptions {
  /** Whose queue it is, for the log; the path of an address may be a secret. */
  readonly receiver: { readonly subscriptionId: string; readonly origin: string };
  /** Calls once; throws if no answer comes. */
  readonly call: (callback: Callback) => Promise<CallbackAnswer>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly underway: Underway;
  /** How often each notification is tried. */
  readonly maxTries: number;
  /** Pause before the second try, ms; doubled before each further one. */
  readonly firstPauseMs: number;
  /** How many notifications wait at most; the oldest is dropped for a new one. */
  readonly maxWaiting: number;
  readonly signal: AbortSignal;
}

/**
 * Brings the notifications of a subscription to one of its receivers: one after the other, in order,
 * each tried a few times. When all tries of one have failed the receiver is broken, and is not called
 * any more.
 */
export class CallbackQueue {
  readonly #options: CallbackQueueOptions;
  #waiting: Callback[] = [];
  #isRunning = false;
  #onFinished: (() => void) | undefined;
  isBroken = false;
  deliveredCount = 0;
  droppedCount = 0;
  lastFailure: string | undefined;

  constructor(options: CallbackQueueOptions) {
    this.#options = options;
  }

  /** How many notifications have not arrived yet. */
  get waitingCount(): number {
    return this.#waiting.length;
  }

  add(callback: Callback): void {
    const { maxWaiting, logger, receiver, underway } = this.#options;
    if (this.isBroken) {
      this.droppedCount += 1;
      return;
    }
    this.#waiting.push(callback);
    if (this.#waiting.length > maxWaiting) {
      // The first is on its way.
      this.#waiting.splice(1, 1);
      this.droppedCount += 1;
      logger.warn({ ...receiver, maxWaiting }, NOTIFY_LOG.dropped);
    }
    if (this.#isRunning) return;
    this.#isRunning = true;
    underway.begin();
    void this.#run();
  }

  /** Makes a broken receiver whole again, and takes back that it is the last that it hears. */
  mend(): void {
    this.isBroken = false;
    this.#onFinished = undefined;
  }

  /**
   * Takes the last notifications to their receiver, without trying any again.
   *
   * @param onFinished - called back when that is done
   */
  finish(onFinished: () => void): void {
    if (this.#isRunning) this.#onFinished = onFinished;
    else onFinished();
  }

  async #run(): Promise<void> {
    const { signal, underway } = this.#options;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (await this.#deliver(next)) {
        this.deliveredCount += 1;
        this.#waiting.shift();
      } else this.#giveUp();
      if (signal.aborted) this.#waiting = [];
    }
    this.#isRunning = false;
    this.#onFinished?.();
    underway.end();
  }

  async #deliver(callback: Callback): Promise<boolean> {
    const { maxTries, firstPauseMs, clock, logger, receiver, signal, underway } = this.#options;
    for (let tried = 1; ; tried += 1) {
      const failure = await this.#tryOnce(callback);
      if (failure === undefined) return true;
      this.lastFailure = failure;
      if (tried === maxTries || this.#onFinished !== undefined || signal.aborted) return false;
      const retryInMs = Math.min(firstPauseMs * 2 ** (tried - 1), LONGEST_PAUSE_MS);
      logger.warn({ ...receiver, reason: failure, tried, retryInMs }, NOTIFY_LOG.retry);
      // A pause is not under way: who waits for quiet must not have to move the clock first.
      underway.end();
      await sleep(clock, retryInMs, { signal }).catch(() => undefined);
      underway.begin();
      if (this.#onFinished !== undefined || signal.aborted) return false;
    }
  }

  async #tryOnce(callback: Callback): Promise<string | undefined> {
    try {
      const { status } = await this.#options.call(callback);
      return status >= 200 && status < 300 ? undefined : `the receiver answered ${status}`;
    } catch (error) {
      return describeError(error);
    }
  }

  #giveUp(): void {
    const { logger, receiver, signal } = this.#options;
    this.droppedCount += this.#waiting.length;
    this.#waiting = [];
    if (this.#onFinished !== undefined || signal.aborted) return;
    this.isBroken = true;
    logger.error({ ...receiver, reason: this.lastFailure }, NOTIFY_LOG.broken);
  }
}
