import type { Clock } from "@ven/core";
import type { Courier } from "./courier.ts";
import { OwnFailures } from "./own-failures.ts";
import type { Planned, Planner } from "./planner.ts";
import type { Settler } from "./settler.ts";
import type { Slots } from "./slots.ts";

/** What a {@link Dispatcher} works with. */
export interface DispatcherOptions {
  readonly slots: Slots;
  readonly courier: Courier;
  readonly planner: Planner;
  readonly settler: Settler;
  readonly clock: Clock;
  /** Breaks off what is under way. */
  readonly signal: AbortSignal;
  /** Called when a shipment has come to its end, before that is written down. */
  readonly onArrival: () => void;
}

/**
 * Begins shipments that are planned, as slots come free, and hands on what became of them. Those of the
 * backlog, which take the time that their pace wants, stand in a line of their own.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #failures: OwnFailures;
  readonly #underWay = new Set<Promise<void>>();
  /** Live readings, and what nobody knows the fate of. */
  readonly #first: Planned[] = [];
  readonly #backlog: Planned[] = [];

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#failures = new OwnFailures(options.clock);
  }

  /** Whether nothing is planned that is not begun. */
  get isEmpty(): boolean {
    return this.#first.length === 0 && this.#backlog.length === 0;
  }

  /** Whether shipments wait that are not of the backlog. */
  get hasFirst(): boolean {
    return this.#first.length > 0;
  }

  /** Whether shipments of the backlog wait. */
  get hasBacklog(): boolean {
    return this.#backlog.length > 0;
  }

  /** Takes shipments that are to be begun, in their order, behind those it has. */
  add(planned: readonly Planned[]): void {
    for (const one of planned) (one.isBacklog ? this.#backlog : this.#first).push(one);
  }

  /**
   * Begins what can be begun now, of the backlog last.
   *
   * @param isProbing - whether to begin one alone
   * @returns whether anything was begun
   */
  begin(isProbing: boolean): boolean {
    const { slots } = this.#options;
    const isFree = () => slots.freeCount(isProbing) > 0;
    const isFirstBegun = this.#beginWhile(this.#first, isFree);
    const isBacklogFree = () => isFree() && slots.freeForBacklog > 0;
    return this.#beginWhile(this.#backlog, isBacklogFree) || isFirstBegun;
  }

  /** Gives up what was written down and not begun: it was certainly not sent now. */
  async abandon(reason: string): Promise<void> {
    const { settler, clock } = this.#options;
    const retryAtMs = Math.ceil(clock.now());
    const planned = [...this.#first.splice(0), ...this.#backlog.splice(0)];
    await Promise.all(
      planned.map(({ shipment, isInherited }) => {
        const { shipmentId } = shipment;
        const kind = isInherited ? "unknown" : "postponed";
        return settler.settle(shipment, { shipmentId, kind, retryAtMs, reason });
      }),
    );
  }

  /** Resolves when nothing is under way. */
  async finish(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #beginWhile(line: Planned[], mayBegin: () => boolean): boolean {
    let begunCount = 0;
    for (const planned of line) {
      if (!mayBegin()) break;
      begunCount += 1;
      this.#begin(planned);
    }
    line.splice(0, begunCount);
    return begunCount > 0;
  }

  #begin(planned: Planned): void {
    const { slots, courier, planner, settler, signal, onArrival } = this.#options;
    const { shipment, isInherited } = planned;
    const freeSlots = slots.take(this.#reportCountOf(planned), planned);
    const carrying = courier
      .carry(planned, signal)
      // Whatever it was, nothing must be sent again unseen.
      .catch((error: unknown) => this.#failures.settlementOf(shipment, error))
      .then((settlement) => {
        freeSlots();
        onArrival();
        // It may be taken again as soon as it is written down, and then it is not this one's any more.
        const release = isInherited ? () => planner.release(shipment) : undefined;
        return settler.settle(shipment, settlement, release);
      })
      .finally(() => this.#underWay.delete(carrying));
    this.#underWay.add(carrying);
  }

  #reportCountOf({ shipment }: Planned): number {
    const readingCount = shipment.entries.reduce((sum, { count }) => sum + count, 0);
    return Math.ceil(readingCount / this.#options.courier.perReport);
  }
}
