import type { CommandSpan } from "../demand-response/command-span.ts";
import type { SlotModel } from "../models/load-model.ts";
import { MeteredLoad, type MeteredSite } from "./metered-load.ts";
import type { PowerAhead } from "./power-ahead.ts";

const NO_COMMANDS: readonly CommandSpan[] = [];

/** Slots that are found at once for who reads one after the other. */
export const SLOTS_AHEAD = 15;

/** A load whose model knows any slot: holds the powers of a few. */
export class SlotsAhead implements PowerAhead {
  readonly #model: SlotModel;
  readonly #site: MeteredSite;
  readonly #place: number;
  /** A list and no typed array, which takes more than its powers do. */
  #powersDw: number[] = [];
  #firstSlot = 0;
  /** That was read last. */
  #slot = 0;

  /** @param place - of the load in its site */
  constructor(model: SlotModel, site: MeteredSite, place: number) {
    this.#model = model;
    this.#site = site;
    this.#place = place;
  }

  get steadyUntilS(): number {
    const { slotS, originS = 0 } = this.#model;
    return originS + (this.#slot + 1) * slotS;
  }

  powerDw(atS: number): number {
    const { slotS, originS = 0 } = this.#model;
    const slot = Math.floor((atS - originS) / slotS);
    this.#slot = slot;
    return this.#powersDw[slot - this.#firstSlot] ?? this.#look(slot);
  }

  /** Who reads on from slot to slot gets several at once, as most of the price is of a load, not a slot. */
  #look(slot: number): number {
    const powersDw = this.#powersDw;
    const isNext = slot === this.#firstSlot + powersDw.length;
    const count = isNext ? SLOTS_AHEAD : 1;
    const { room } = this.#site.world;
    const load = new MeteredLoad(this.#site, this.#place);
    this.#model.fill(load, { first: slot, stride: 1, count }, room, 0, NO_COMMANDS);
    const kept = powersDw.length === count ? powersDw : new Array<number>(count);
    for (let ahead = 0; ahead < count; ahead += 1) kept[ahead] = room[ahead] ?? Number.NaN;
    this.#powersDw = kept;
    this.#firstSlot = slot;
    return kept[0] ?? Number.NaN;
  }
}
