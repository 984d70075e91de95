import type { LocalDay } from "../calendar/local-day.ts";
import { AFTERMATH_S, type CommandLog } from "../demand-response/command-log.ts";
import type { CommandSpan } from "../demand-response/command-span.ts";
import type { CompiledFleet } from "../fleet/compiled-fleet.ts";
import type { SlotModel, Surroundings } from "../models/load-model.ts";
import { addEnergy, type DayTrace, segmentAt, type TraceEnergy } from "../trace/day-trace.ts";
import { LoadCursor } from "./load-cursor.ts";
import { slotTrace } from "./slot-trace.ts";

/** Segments of traces that are kept, 16 bytes each. */
const MOST_SEGMENTS = 4_000_000;

const NO_COMMANDS: readonly CommandSpan[] = [];

/** Instants at equal distances. */
export interface Instants {
  readonly fromMs: number;
  /** Above 0. */
  readonly stepMs: number;
  readonly count: number;
}

/**
 * What every load of a fleet really draws at any instant: a pure function of the fleet, its seed, its
 * surroundings and the commands received by then. What it keeps only saves time.
 */
export class FleetTruth {
  readonly fleet: CompiledFleet;
  readonly surroundings: Surroundings;
  readonly log: CommandLog;
  readonly #cursor: LoadCursor;
  readonly #siblings: LoadCursor;
  /** The trace that each load was last asked for. */
  #traces: (DayTrace | undefined)[] = [];
  #segmentCount = 0;
  #logVersion = 0;
  #scratch: Float64Array = new Float64Array(1_440);

  constructor(fleet: CompiledFleet, surroundings: Surroundings, log: CommandLog) {
    this.fleet = fleet;
    this.surroundings = surroundings;
    this.log = log;
    // A sibling has none of its own, so that no two ask each other for ever.
    this.#siblings = new LoadCursor(fleet, surroundings, (_load, day) => emptyTrace(day));
    this.#cursor = new LoadCursor(fleet, surroundings, (load, day) =>
      this.#trace(this.#siblings.moveTo(load), day),
    );
  }

  /** Power of a load, tenths of W; `NaN` if it is not known. */
  powerAt(load: number, atMs: number): number {
    const cursor = this.#cursor.moveTo(load);
    const atS = Math.floor(atMs / 1_000);
    if (cursor.model.kind === "slot") {
      const { slotS, originS = 0 } = cursor.model;
      const slots = { first: Math.floor((atS - originS) / slotS), stride: 1, count: 1 };
      cursor.model.fill(cursor, slots, this.#scratch, 0, this.#commands(cursor, atS, atS + 1, 0));
      return this.#scratch[0] ?? Number.NaN;
    }
    const trace = this.#keptTrace(load, atS) ?? this.#keep(load, atS);
    return trace.powerDw[segmentAt(trace, atS)] ?? Number.NaN;
  }

  /** Power of a load at each instant, tenths of W, into `out` from `offset` on. */
  powersAt(load: number, instants: Instants, out: Float64Array, offset: number): void {
    const { model } = this.#cursor.moveTo(load);
    if (model.kind === "slot") this.#slotPowers(model, instants, out, offset);
    else this.#tracePowers(load, instants, out, offset);
  }

  /** Mean power of a load from each instant to the next, tenths of W, into `out` from `offset` on. */
  meanPowers(load: number, instants: Instants, out: Float64Array, offset: number): void {
    const { fromMs, stepMs, count } = instants;
    const sum = { importDws: 0, exportDws: 0 };
    const cursor = this.#cursor.moveTo(load);
    let trace: DayTrace | undefined;
    for (let step = 0; step < count; step += 1) {
      sum.importDws = 0;
      sum.exportDws = 0;
      const endS = (fromMs + (step + 1) * stepMs) / 1_000;
      let atS = (fromMs + step * stepMs) / 1_000;
      while (atS < endS) {
        if (trace === undefined || atS >= trace.endS || atS < trace.startS) {
          trace = this.#traceAt(cursor, atS);
        }
        addEnergy(trace, atS, endS, sum);
        atS = trace.endS;
      }
      out[offset + step] = ((sum.importDws - sum.exportDws) * 1_000) / stepMs;
    }
  }

  /** The trace of a load on a local day. */
  trace(load: number, day: LocalDay): DayTrace {
    return this.#trace(this.#cursor.moveTo(load), day);
  }

  /** Adds what a load draws between two instants, epoch s. */
  addEnergy(load: number, fromS: number, toS: number, sum: TraceEnergy): void {
    const cursor = this.#cursor.moveTo(load);
    for (let atS = fromS; atS < toS; ) {
      const trace = this.#traceAt(cursor, atS);
      addEnergy(trace, atS, toS, sum);
      atS = trace.endS;
    }
  }

  #traceAt(cursor: LoadCursor, atS: number): DayTrace {
    const kept = this.#keptTrace(cursor.load, atS);
    return kept ?? this.#trace(cursor, this.surroundings.calendar.dayAt(Math.floor(atS)));
  }

  #trace(cursor: LoadCursor, day: LocalDay): DayTrace {
    const { model } = cursor;
    if (model.kind === "day") {
      return model.trace(cursor, day, this.#commands(cursor, day.startS, day.endS, AFTERMATH_S));
    }
    return slotTrace(model, cursor, day, this.#commands(cursor, day.startS, day.endS, 0));
  }

  #keptTrace(load: number, atS: number): DayTrace | undefined {
    if (this.#logVersion !== this.log.version) this.#forget();
    const trace = this.#traces[load];
    return trace !== undefined && atS >= trace.startS && atS < trace.endS ? trace : undefined;
  }

  #keep(load: number, atS: number): DayTrace {
    const trace = this.#trace(this.#cursor, this.surroundings.calendar.dayAt(atS));
    this.#segmentCount += trace.fromS.length - (this.#traces[load]?.fromS.length ?? 0);
    if (this.#segmentCount > MOST_SEGMENTS) {
      this.#forget();
      this.#segmentCount = trace.fromS.length;
    }
    this.#traces[load] = trace;
    return trace;
  }

  #forget(): void {
    this.#logVersion = this.log.version;
    this.#traces = [];
    this.#segmentCount = 0;
  }

  #commands(
    cursor: LoadCursor,
    fromS: number,
    toS: number,
    aftermathS: number,
  ): readonly CommandSpan[] {
    if (this.log.version === 0 || this.log.isQuiet(fromS - aftermathS, toS)) return NO_COMMANDS;
    return this.log.spans(cursor.identity(), fromS - aftermathS, toS);
  }

  #tracePowers(
    load: number,
    { fromMs, stepMs, count }: Instants,
    out: Float64Array,
    offset: number,
  ) {
    let step = 0;
    while (step < count) {
      const firstS = Math.floor((fromMs + step * stepMs) / 1_000);
      const trace = this.#keptTrace(load, firstS) ?? this.#keep(load, firstS);
      const { fromS, powerDw, endS } = trace;
      let segment = segmentAt(trace, firstS);
      let nextS = fromS[segment + 1] ?? endS;
      for (; step < count; step += 1) {
        const atS = Math.floor((fromMs + step * stepMs) / 1_000);
        if (atS >= endS) break;
        while (atS >= nextS) {
          segment += 1;
          nextS = fromS[segment + 1] ?? endS;
        }
        out[offset + step] = powerDw[segment] ?? Number.NaN;
      }
    }
  }

  #slotPowers(model: SlotModel, instants: Instants, out: Float64Array, offset: number): void {
    const { fromMs, stepMs, count } = instants;
    const { slotS, originS = 0 } = model;
    const slotMs = slotS * 1_000;
    const slotOf = (step: number) =>
      Math.floor((Math.floor((fromMs + step * stepMs) / 1_000) - originS) / slotS);
    const cursor = this.#cursor;
    const first = slotOf(0);
    const last = slotOf(count - 1);
    const beginS = originS + first * slotS;
    const commands = this.#commands(cursor, beginS, originS + (last + 1) * slotS, 0);
    if (stepMs % slotMs === 0) {
      const stride = stepMs / slotMs;
      model.fill(cursor, { first, stride, count }, out, offset, commands);
      return;
    }
    if (last - first <= 8 * count) {
      const length = last - first + 1;
      if (this.#scratch.length < length) this.#scratch = new Float64Array(2 * length);
      model.fill(cursor, { first, stride: 1, count: length }, this.#scratch, 0, commands);
      for (let step = 0; step < count; step += 1) {
        out[offset + step] = this.#scratch[slotOf(step) - first] ?? Number.NaN;
      }
      return;
    }
    for (let step = 0; step < count; step += 1) {
      model.fill(
        cursor,
        { first: slotOf(step), stride: 1, count: 1 },
        out,
        offset + step,
        commands,
      );
    }
  }
}

function emptyTrace({ startS, endS }: LocalDay): DayTrace {
  return { startS, endS, fromS: Float64Array.of(startS), powerDw: Float64Array.of(0) };
}
