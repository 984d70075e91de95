import { type Clock, describeError, type Logger } from "@ven/core";
import { isStoreError, type Outbox } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import { type DeliveryStatus, STATUS_MARK, type TicksState } from "./delivery-status.ts";
import { VTN_SINK } from "./outbox-sinks.ts";
import type { VtnState } from "./vtn-gate.ts";

/** What a {@link StatusDesk} works with. */
export interface StatusDeskOptions {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly vtnState: () => VtnState;
}

/** What {@link StatusDesk.followWait} is given. */
export interface FollowOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether it is a tick that may have to wait, which is then logged. */
  readonly isTick: boolean;
}

/** What waits for room in the outbox. */
interface RoomWait {
  readonly sinceMs: number;
  readonly end: (reason: Error) => void;
}

/** How often the state is left as a mark, if it stays the same, ms. */
const EVERY_MS = 5_000;

/** Tells how deliveries stand, and leaves it in the outbox for whoever looks into that. */
export class StatusDesk {
  readonly #options: StatusDeskOptions;
  #skippedCount = 0;
  readonly #waits = new Set<RoomWait>();
  /** Why nothing may wait any more. */
  #endedBy: Error | undefined;
  /** What was left last, and when, monotonic. */
  #leftState: string | undefined;
  #leftMs = Number.NEGATIVE_INFINITY;

  constructor(options: StatusDeskOptions) {
    this.#options = options;
  }

  async status(): Promise<DeliveryStatus> {
    const { outbox, clock, vtnState } = this.#options;
    const counted = await outbox.status();
    return { outbox: counted, vtn: vtnState(), ticks: this.#ticks, atMs: clock.now() };
  }

  noteSkippedTicks(count: number): void {
    this.#skippedCount += count;
  }

  /**
   * Follows something that may have to wait for room in the outbox, and says so.
   *
   * @param append - ends its wait when its signal is aborted
   */
  async followWait<T>(
    { signal, isTick }: FollowOptions,
    append: (waiting: { readonly signal: AbortSignal; readonly onWait: () => void }) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController();
    const stop = () => abort.abort(signal?.reason);
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop, { once: true });
    let wait: RoomWait | undefined;
    const onWait = () => {
      if (wait === undefined) {
        wait = {
          sinceMs: this.#options.clock.now(),
          end: (reason) => abort.abort(reason),
        };
        if (isTick) this.#options.logger.warn({}, MANAGER_LOG.roomAwaited);
      }
      this.#waits.add(wait);
      if (this.#endedBy !== undefined) wait.end(this.#endedBy);
      void this.leave();
    };
    try {
      return await append({ signal: abort.signal, onWait });
    } finally {
      signal?.removeEventListener("abort", stop);
      if (wait !== undefined) {
        this.#waits.delete(wait);
        void this.leave();
      }
    }
  }

  /** Ends every wait for room, and those that begin later: with this error. */
  endWaits(error: Error): void {
    this.#endedBy ??= error;
    for (const { end } of this.#waits) end(this.#endedBy);
  }

  /** Leaves what the outbox does not know itself, when it is new or the last is old; throws nothing. */
  async leave({ isLast = false }: { readonly isLast?: boolean } = {}): Promise<void> {
    const { outbox, clock, logger, vtnState } = this.#options;
    const { health, reason, retryAtMs } = vtnState();
    const ticks = this.#ticks;
    const nowMs = clock.monotonic();
    const state = `${health} ${ticks.waitingSinceMs ?? ""}`;
    if (!isLast && nowMs - this.#leftMs < EVERY_MS && state === this.#leftState) return;
    this.#leftState = state;
    this.#leftMs = nowMs;
    const vtn = { health, reason: reason?.slice(0, 1_000), retryAtMs };
    try {
      const mark = JSON.stringify({ atMs: Math.round(clock.now()), vtn, ticks });
      await outbox.setMark(STATUS_MARK, mark);
    } catch (error) {
      // Somebody who waited learnt from that that it is over.
      if (isStoreError(error, "STORE_CLOSED")) return;
      logger.warn({ sink: VTN_SINK, reason: describeError(error) }, MANAGER_LOG.outboxFailed);
    }
  }

  get #ticks(): TicksState {
    const [first] = this.#waits;
    const skippedCount = this.#skippedCount;
    return first === undefined
      ? { skippedCount }
      : { waitingSinceMs: Math.round(first.sinceMs), skippedCount };
  }
}
