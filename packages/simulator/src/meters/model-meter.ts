import type { Resource, TextKey } from "@ven/core";
import type { LocalDay } from "../calendar/local-day.ts";
import type { CommandSpan } from "../demand-response/command-span.ts";
import { slotTrace } from "../engine/slot-trace.ts";
import type { LoadModel, LoadView, SlotModel, Surroundings } from "../models/load-model.ts";
import { type DayTrace, segmentAt } from "../trace/day-trace.ts";
import type { Meter, MeterTick } from "./meter-model.ts";

const NO_COMMANDS: readonly CommandSpan[] = [];

/** Slots that are found at once for who reads one after the other. */
const SLOTS_AHEAD = 15;
const NO_SLOTS = new Float64Array(0);

/** How far loads may ask other loads of their site what they draw. */
const MOST_DEPTH = 3;

/** What the meter of a resource is made of. */
export interface ModelMeterParts {
  readonly siteKey: TextKey;
  readonly fleetKey: TextKey;
  readonly surroundings: Surroundings;
  /** Of each load, in order. */
  readonly keys: readonly TextKey[];
  /** Of each load, in order. */
  readonly models: readonly LoadModel[];
}

/** The meter of a resource whose loads behave as models of the engine do, without any commands. */
export class ModelMeter implements Meter {
  readonly #loads: readonly MeteredLoad[];

  constructor(resource: Resource, parts: ModelMeterParts) {
    const site: MeteredSite = {
      parts,
      resource,
      loads: [],
      asked: [],
    };
    for (let place = 0; place < resource.loads.length; place += 1) {
      site.loads.push(new MeteredLoad(site, place));
    }
    this.#loads = site.loads;
  }

  powerW(loadIndex: number, { atMs }: MeterTick): number {
    return (this.#loads[loadIndex]?.powerDw(Math.floor(atMs / 1_000)) ?? Number.NaN) / 10;
  }

  steadyUntilMs(): number {
    let untilS = Number.POSITIVE_INFINITY;
    for (const load of this.#loads) untilS = Math.min(untilS, load.steadyUntilS);
    return untilS * 1_000;
  }
}

/** What the loads of a resource share. */
interface MeteredSite {
  readonly parts: ModelMeterParts;
  readonly resource: Resource;
  readonly loads: MeteredLoad[];
  /** The load that is read, and in turn those that its model asks about. */
  readonly asked: MeteredLoad[];
}

class MeteredLoad implements LoadView {
  readonly key: TextKey;
  readonly ratedPowerW: number;
  readonly #model: LoadModel;
  readonly #site: MeteredSite;
  /** Of the day that was read last. */
  #kept: DayTrace | undefined;
  /** Powers of the slots that were read last, or will be next, and the first of them. */
  #slots: Float64Array = NO_SLOTS;
  #firstSlot = 0;
  /** Until when the power that was read last stays, epoch s. */
  steadyUntilS: number = Number.NEGATIVE_INFINITY;

  constructor(site: MeteredSite, place: number) {
    const { parts, resource } = site;
    this.#site = site;
    this.#model = parts.models[place] as LoadModel;
    this.key = parts.keys[place] as TextKey;
    this.ratedPowerW = resource.loads[place]?.ratedPowerW ?? 0;
  }

  get siteKey(): TextKey {
    return this.#site.parts.siteKey;
  }

  get fleetKey(): TextKey {
    return this.#site.parts.fleetKey;
  }

  get surroundings(): Surroundings {
    return this.#site.parts.surroundings;
  }

  /** Power at an instant, epoch s, tenths of W. */
  powerDw(atS: number): number {
    const model = this.#model;
    if (model.kind === "day") {
      const trace = this.#keptTrace(atS);
      const segment = segmentAt(trace, atS);
      this.steadyUntilS = trace.fromS[segment + 1] ?? trace.endS;
      return trace.powerDw[segment] ?? 0;
    }
    const { slotS, originS = 0 } = model;
    const slot = Math.floor((atS - originS) / slotS);
    this.steadyUntilS = originS + (slot + 1) * slotS;
    const kept = this.#slots[slot - this.#firstSlot];
    return kept ?? this.#fillSlots(model, slot);
  }

  /** Who reads on from slot to slot gets several at once, as most of the price is of a load, not a slot. */
  #fillSlots(model: SlotModel, slot: number): number {
    const isNext = slot === this.#firstSlot + this.#slots.length;
    const count = isNext ? SLOTS_AHEAD : 1;
    const slots = this.#slots.length === count ? this.#slots : new Float64Array(count);
    // Nothing is kept of a model that throws.
    this.#slots = NO_SLOTS;
    model.fill(this, { first: slot, stride: 1, count }, slots, 0, NO_COMMANDS);
    this.#slots = slots;
    this.#firstSlot = slot;
    return slots[0] ?? Number.NaN;
  }

  siblingTrace(loadId: string, day: LocalDay): DayTrace | undefined {
    const { asked, loads, resource } = this.#site;
    const sibling = loads[resource.loads.findIndex((load) => load.loadId === loadId)];
    if (sibling === undefined || sibling === this) return undefined;
    // So that no two ask each other for ever.
    if (asked.includes(sibling) || asked.length > MOST_DEPTH) return nothing(day);
    return sibling.#trace(day);
  }

  #keptTrace(atS: number): DayTrace {
    const kept = this.#kept;
    if (kept !== undefined && atS >= kept.startS && atS < kept.endS) return kept;
    const trace = this.#trace(this.surroundings.calendar.dayAt(atS));
    this.#kept = trace;
    return trace;
  }

  /** Not kept: what a load tells another may depend on which of them was asked first. */
  #trace(day: LocalDay): DayTrace {
    const { asked } = this.#site;
    const model = this.#model;
    asked.push(this);
    try {
      return model.kind === "slot"
        ? slotTrace(model, this, day, NO_COMMANDS)
        : model.trace(this, day, NO_COMMANDS);
    } finally {
      asked.pop();
    }
  }
}

function nothing({ startS, endS }: LocalDay): DayTrace {
  return { startS, endS, fromS: Float64Array.of(startS), powerDw: Float64Array.of(0) };
}
