import type { CommandSpan } from "../demand-response/command-span.ts";
import type { LoadView, SlotModel, SlotRun } from "../models/load-model.ts";
import type { TraceEnergy } from "../trace/day-trace.ts";
import type { Instants } from "./instants.ts";

/** Slots that are asked for at once: what fits in the nearest cache. */
const BATCH = 2_048;

/** Of so many slots between two instants, it is cheaper to ask for the instants one by one. */
const SPARSE = 8;

/** Which slots instants lie in. The same for all loads whose slots are as long. */
interface SlotPlan {
  readonly slotS: number;
  readonly originS: number;
  /** From the first slot to the last. */
  readonly run: SlotRun;
  /** Of each instant, its slot, counted from the first; left out where `run` is one slot an instant. */
  readonly places: Uint32Array | undefined;
}

/**
 * Reads loads whose power of any slot is found at once. Asks for slots in runs, never one by one
 * unless instants lie far apart; no object is made for a reading.
 */
export class SlotReader {
  readonly #slots: Float64Array = new Float64Array(BATCH);
  readonly #run: { first: number; stride: number; count: number } = {
    first: 0,
    stride: 1,
    count: 1,
  };
  #instants: Instants | undefined;
  #plans: SlotPlan[] = [];

  /** Power at each instant, tenths of W, into `out` from `offset` on; `NaN` where it is not known. */
  powers(
    model: SlotModel,
    load: LoadView,
    instants: Instants,
    commands: readonly CommandSpan[],
    out: Float64Array,
    offset: number,
  ): void {
    const { count, fromMs } = instants;
    if (count === 1) {
      model.fill(
        load,
        this.#only(slotAt(model.slotS, model.originS, fromMs)),
        out,
        offset,
        commands,
      );
      return;
    }
    const { run, places } = this.#plan(model, instants);
    if (places === undefined) {
      model.fill(load, run, out, offset, commands);
      return;
    }
    if (run.count <= SPARSE * count) {
      let step = 0;
      for (let from = 0; from < run.count; from += BATCH) {
        const end = run.first + run.count;
        const filled = from + this.#fillBatch(model, load, run.first + from, end, commands);
        for (; step < count && (places[step] ?? 0) < filled; step += 1) {
          out[offset + step] = this.#slots[(places[step] ?? 0) - from] ?? Number.NaN;
        }
      }
      return;
    }
    for (let step = 0; step < count; step += 1) {
      model.fill(load, this.#only(run.first + (places[step] ?? 0)), out, offset + step, commands);
    }
  }

  /**
   * Mean power from each instant to the next, tenths of W, into `out` from `offset` on. What is not
   * known counts as none; `NaN` where nothing is.
   */
  means(
    model: SlotModel,
    load: LoadView,
    { fromMs, stepMs, count }: Instants,
    commands: readonly CommandSpan[],
    out: Float64Array,
    offset: number,
  ): void {
    const { slotS, originS = 0 } = model;
    const toMs = fromMs + count * stepMs;
    const end = Math.ceil((toMs / 1_000 - originS) / slotS);
    let atMs = fromMs;
    let stepEndMs = fromMs + stepMs;
    let step = 0;
    let net = 0;
    let isKnown = false;
    for (let first = Math.floor((fromMs / 1_000 - originS) / slotS); first < end; first += BATCH) {
      const filled = this.#fillBatch(model, load, first, end, commands);
      for (let slot = 0; slot < filled; slot += 1) {
        const power = this.#slots[slot] ?? Number.NaN;
        const isPower = !Number.isNaN(power);
        const endMs = Math.min(toMs, (originS + (first + slot + 1) * slotS) * 1_000);
        while (atMs < endMs) {
          const nextMs = Math.min(endMs, stepEndMs);
          if (isPower) net += power * (nextMs - atMs);
          isKnown ||= isPower;
          atMs = nextMs;
          if (atMs < stepEndMs) break;
          out[offset + step] = isKnown ? net / stepMs : Number.NaN;
          step += 1;
          stepEndMs += stepMs;
          net = 0;
          isKnown = false;
        }
      }
    }
  }

  /** Adds the energy between two whole seconds. What is not known counts as none. */
  addEnergy(
    model: SlotModel,
    load: LoadView,
    fromS: number,
    toS: number,
    commands: readonly CommandSpan[],
    sum: TraceEnergy,
  ): void {
    const { slotS, originS = 0 } = model;
    const end = Math.ceil((toS - originS) / slotS);
    let atS = fromS;
    for (let first = Math.floor((fromS - originS) / slotS); first < end; first += BATCH) {
      const filled = this.#fillBatch(model, load, first, end, commands);
      for (let slot = 0; slot < filled; slot += 1) {
        const power = this.#slots[slot] ?? 0;
        const endS = Math.min(toS, originS + (first + slot + 1) * slotS);
        if (power > 0) sum.importDws += power * (endS - atS);
        else if (power < 0) sum.exportDws -= power * (endS - atS);
        atS = endS;
      }
    }
  }

  /** The next slots before `end`, as many as a batch holds. @returns how many */
  #fillBatch(
    model: SlotModel,
    load: LoadView,
    first: number,
    end: number,
    commands: readonly CommandSpan[],
  ): number {
    const run = this.#run;
    run.first = first;
    run.count = Math.min(BATCH, end - first);
    model.fill(load, run, this.#slots, 0, commands);
    return run.count;
  }

  #only(slot: number): SlotRun {
    this.#run.first = slot;
    this.#run.count = 1;
    return this.#run;
  }

  #plan(model: SlotModel, instants: Instants): SlotPlan {
    if (this.#instants !== instants) {
      this.#instants = instants;
      this.#plans = [];
    }
    const { slotS, originS = 0 } = model;
    for (const plan of this.#plans) {
      if (plan.slotS === slotS && plan.originS === originS) return plan;
    }
    const plan = planOf(slotS, originS, instants);
    this.#plans.push(plan);
    return plan;
  }
}

/** The slot that an instant, epoch ms, lies in. */
function slotAt(slotS: number, originS: number | undefined, atMs: number): number {
  return Math.floor((Math.floor(atMs / 1_000) - (originS ?? 0)) / slotS);
}

function planOf(slotS: number, originS: number, { fromMs, stepMs, count }: Instants): SlotPlan {
  const first = slotAt(slotS, originS, fromMs);
  if (stepMs % (slotS * 1_000) === 0) {
    const stride = stepMs / (slotS * 1_000);
    return { slotS, originS, run: { first, stride, count }, places: undefined };
  }
  const last = slotAt(slotS, originS, fromMs + (count - 1) * stepMs);
  const places = new Uint32Array(count);
  for (let step = 0; step < count; step += 1) {
    places[step] = slotAt(slotS, originS, fromMs + step * stepMs) - first;
  }
  return { slotS, originS, run: { first, stride: 1, count: last - first + 1 }, places };
}
