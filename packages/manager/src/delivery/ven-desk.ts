import type { Clock } from "@ven/core";
import type { RegisteredVen } from "../registered-ven.ts";
import { atMost } from "./at-most.ts";
import type { Carrier, CarryOptions } from "./carrier.ts";

/** Where a sender finds the VENs whose readings wait. */
export interface VenDirectory {
  /**
   * The VEN, registered with all that its reports name.
   *
   * @param venId - may be a VEN that the fleet does not have any more
   * @throws what the VTN says, if it does not register it
   */
  open(venId: string, options: CarryOptions): Promise<RegisteredVen>;
  /** Says that the VTN may have forgotten the VEN, or what its reports quote. */
  doubt(venId: string, eventId: string | undefined): void;
}

/** A VEN that can report now. */
export interface ReadyVen {
  readonly ven: RegisteredVen;
  readonly programId?: string;
  readonly eventId?: string;
}

/** A VEN that can report now, or why it cannot. */
export type OpenedVen = ReadyVen | { readonly error: unknown } | { readonly isSlow: true };

/** What a {@link VenDesk} works with. */
export interface VenDeskOptions {
  readonly vens: VenDirectory;
  readonly carrier: Carrier;
  readonly clock: Clock;
  /** Called when a VEN that took long can report, or cannot. */
  readonly onLate: () => void;
}

/** Longest that the others wait for VENs whose registration has just begun, ms. */
const PATIENCE_MS = 50;

/** Registers VENs as their readings come up, so that one which takes long does not keep the others. */
export class VenDesk {
  readonly #options: VenDeskOptions;
  readonly #opening = new Map<string, Promise<OpenedVen>>();
  /** Why VENs that took long cannot report. */
  readonly #lateErrors = new Map<string, OpenedVen>();

  constructor(options: VenDeskOptions) {
    this.#options = options;
  }

  /**
   * Opens VENs, one call at a time; nobody waits for one that is being opened since an earlier call.
   *
   * @returns those that are ready, why others are not, and those that took long already; those that were
   * begun now and take long are not in it
   */
  async open(
    venIds: Iterable<string>,
    options: CarryOptions,
  ): Promise<ReadonlyMap<string, OpenedVen>> {
    const opened = new Map<string, OpenedVen>();
    const begun: Promise<void>[] = [];
    let isOver = false;
    for (const venId of venIds) {
      if (this.#opening.has(venId)) opened.set(venId, { isSlow: true });
      else {
        const opening = this.#open(venId, options).then((result) => {
          if (!isOver) opened.set(venId, result);
          else this.#keepLate(venId, result);
        });
        begun.push(opening);
      }
    }
    await atMost(this.#options.clock, PATIENCE_MS, Promise.all(begun));
    isOver = true;
    return opened;
  }

  async #open(venId: string, options: CarryOptions): Promise<OpenedVen> {
    const late = this.#lateErrors.get(venId);
    if (late !== undefined) {
      this.#lateErrors.delete(venId);
      return late;
    }
    const opening = this.#openAnew(venId, options).finally(() => {
      this.#opening.delete(venId);
    });
    this.#opening.set(venId, opening);
    return await opening;
  }

  /** One that is ready is ready again when it is asked for, then with what it quotes by then. */
  #keepLate(venId: string, result: OpenedVen): void {
    if ("error" in result) this.#lateErrors.set(venId, result);
    this.#options.onLate();
  }

  async #openAnew(venId: string, options: CarryOptions): Promise<OpenedVen> {
    const { vens, carrier } = this.#options;
    try {
      const ven = await vens.open(venId, options);
      return { ven, ...(await carrier.quote(ven, options)) };
    } catch (error) {
      return { error };
    }
  }
}
