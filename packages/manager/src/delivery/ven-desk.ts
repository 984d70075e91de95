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
export type OpenedVen = ReadyVen | { readonly error: unknown };

/** Longest that the others wait for VENs that are being registered, ms. */
const PATIENCE_MS = 1_000;

/** Registers VENs as their readings come up, so that one which takes long does not keep the others. */
export class VenDesk {
  readonly #directory: VenDirectory;
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  readonly #opening = new Map<string, Promise<OpenedVen>>();

  constructor(directory: VenDirectory, carrier: Carrier, clock: Clock) {
    this.#directory = directory;
    this.#carrier = carrier;
    this.#clock = clock;
  }

  /**
   * Opens VENs.
   *
   * @returns those that are ready, and why others failed; those that take long are in neither
   */
  async open(
    venIds: Iterable<string>,
    options: CarryOptions,
  ): Promise<ReadonlyMap<string, OpenedVen>> {
    const opened = new Map<string, OpenedVen>();
    const all: Promise<void>[] = [];
    for (const venId of venIds) {
      all.push(
        this.#openOne(venId, options).then((ready) => {
          opened.set(venId, ready);
        }),
      );
    }
    await atMost(this.#clock, PATIENCE_MS, Promise.all(all));
    return new Map(opened);
  }

  #openOne(venId: string, options: CarryOptions): Promise<OpenedVen> {
    const known = this.#opening.get(venId);
    if (known !== undefined) return known;
    const opening = this.#openAnew(venId, options).finally(() => {
      this.#opening.delete(venId);
    });
    this.#opening.set(venId, opening);
    return opening;
  }

  async #openAnew(venId: string, options: CarryOptions): Promise<OpenedVen> {
    try {
      const ven = await this.#directory.open(venId, options);
      return { ven, ...(await this.#carrier.quote(ven, options)) };
    } catch (error) {
      return { error };
    }
  }
}
