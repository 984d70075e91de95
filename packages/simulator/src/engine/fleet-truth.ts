import type { LocalDay } from "../calendar/local-day.ts";
import { AFTERMATH_S, type CommandLog } from "../demand-response/command-log.ts";
import type { CommandSpan } from "../demand-response/command-span.ts";
import type { CompiledFleet } from "../fleet/compiled-fleet.ts";
import type { SlotModel, Surroundings } from "../models/load-model.ts";
import { addEnergy, type DayTrace, type TraceEnergy } from "../trace/day-trace.ts";
import type { Instants } from "./instants.ts";
import { LoadCursor } from "./load-cursor.ts";
import { SiblingTraces } from "./sibling-traces.ts";
import { SlotReader } from "./slot-reader.ts";
import { slotTrace } from "./slot-trace.ts";
import { TraceCache } from "./trace-cache.ts";
import { TraceReader } from "./trace-reader.ts";

/** Most that kept traces may take, bytes. */
const MOST_TRACE_BYTES = 64 * 1_048_576;

const NO_COMMANDS: readonly CommandSpan[] = [];

/** Instants that are read of one load before the next load's turn. */
const CHUNK = 1_440;

/** Most that kept traces of siblings may take, bytes. */
const MOST_SIBLING_BYTES = 32 * 1_048_576;

/**
 * What every load of a fleet really draws at any instant: a pure function of the fleet, its seed, its
 * surroundings and the commands received by then. What it keeps only saves time.
 */
export class FleetTruth {
  readonly fleet: CompiledFleet;
  readonly surroundings: Surroundings;
  readonly log: CommandLog;
  /** At the load that is read. */
  readonly #cursor: LoadCursor;
  /** At a load that the model of the first asks about; that one asks about no other. */
  readonly #sibling: LoadCursor;
  readonly #slots = new SlotReader();
  readonly #single = new Float64Array(1);
  readonly #days = new TraceReader((cursor, atS) => this.#keptOrKeep(cursor, atS));
  readonly #traces: TraceCache;
  readonly #siblingTraces = new SiblingTraces(MOST_SIBLING_BYTES);
  #logVersion = 0;

  constructor(
    fleet: CompiledFleet,
    surroundings: Surroundings,
    log: CommandLog,
    mostTraceBytes: number = MOST_TRACE_BYTES,
  ) {
    this.fleet = fleet;
    this.surroundings = surroundings;
    this.log = log;
    this.#traces = new TraceCache(fleet.loadCount, mostTraceBytes);
    this.#cursor = new LoadCursor(fleet, surroundings, (load, day) =>
      this.#siblingTrace(load, day),
    );
    this.#sibling = new LoadCursor(fleet, surroundings, () => {
      throw new Error("a load that a battery follows must not follow others");
    });
  }

  /** About what it keeps, bytes; see {@link TraceCache}. */
  get keptBytes(): number {
    return this.#traces.bytes;
  }

  /**
   * Power of loads, tenths of W, load by load into `out`; `NaN` where it is not known.
   *
   * @param power - at each instant, or the mean from there to the next
   */
  read(loads: Uint32Array, instants: Instants, power: "instant" | "mean", out: Float64Array): void {
    const { fromMs, stepMs, count } = instants;
    for (let first = 0; first < count; first += CHUNK) {
      const part = {
        fromMs: fromMs + first * stepMs,
        stepMs,
        count: Math.min(CHUNK, count - first),
      };
      for (let row = 0; row < loads.length; row += 1) {
        const offset = row * count + first;
        if (power === "mean") this.meanPowers(loads[row] ?? 0, part, out, offset);
        else this.powersAt(loads[row] ?? 0, part, out, offset);
      }
    }
  }

  /** Power of a load at an instant, epoch ms, tenths of W; `NaN` if it is not known. */
  powerAt(load: number, atMs: number): number {
    this.powersAt(load, { fromMs: atMs, stepMs: 1, count: 1 }, this.#single, 0);
    return this.#single[0] ?? Number.NaN;
  }

  /** Power of a load at each instant, tenths of W, into `out` from `offset` on. */
  powersAt(load: number, instants: Instants, out: Float64Array, offset: number): void {
    const cursor = this.#cursor.moveTo(load);
    const { model } = cursor;
    if (model.kind === "slot") {
      const commands = this.#slotCommands(cursor, model, instants);
      this.#slots.powers(model, cursor, instants, commands, out, offset);
    } else {
      this.#days.powers(cursor, instants, out, offset);
    }
  }

  /**
   * Mean power of a load from each instant to the next, tenths of W, into `out` from `offset` on: its
   * energy divided by the time, as exactly as a number holds it.
   */
  meanPowers(load: number, instants: Instants, out: Float64Array, offset: number): void {
    const cursor = this.#cursor.moveTo(load);
    const { model } = cursor;
    if (model.kind === "slot") {
      const commands = this.#slotCommands(cursor, model, instants);
      this.#slots.means(model, cursor, instants, commands, out, offset);
    } else {
      this.#days.means(cursor, instants, out, offset);
    }
  }

  /** The trace of a load on a local day. */
  trace(load: number, day: LocalDay): DayTrace {
    const cursor = this.#cursor.moveTo(load);
    return this.#kept(cursor, day.startS) ?? this.#trace(cursor, day);
  }

  /**
   * Adds what a load draws on a local day.
   *
   * @param toS - until when, epoch s, whole. @defaultValue the end of the day
   */
  addEnergy(load: number, day: LocalDay, sum: TraceEnergy, toS: number = day.endS): void {
    const cursor = this.#cursor.moveTo(load);
    const { model } = cursor;
    const { startS } = day;
    if (model.kind === "slot") {
      const time = { fromMs: startS * 1_000, stepMs: (toS - startS) * 1_000, count: 1 };
      const commands = this.#slotCommands(cursor, model, time);
      this.#slots.addEnergy(model, cursor, startS, toS, commands, sum);
    } else if (toS === day.endS) {
      addEnergy(this.#kept(cursor, startS) ?? this.#trace(cursor, day), startS, toS, sum);
    } else {
      // Today's: it will be asked for again.
      addEnergy(this.#keptOrKeep(cursor, startS), startS, toS, sum);
    }
  }

  #kept({ load }: LoadCursor, atS: number): DayTrace | undefined {
    this.#followLog();
    return this.#traces.find(load, atS);
  }

  #followLog(): void {
    if (this.#logVersion === this.log.version) return;
    this.#logVersion = this.log.version;
    this.#traces.empty();
    this.#siblingTraces.empty();
  }

  #keptOrKeep(cursor: LoadCursor, atS: number): DayTrace {
    const kept = this.#kept(cursor, atS);
    if (kept !== undefined) return kept;
    const trace = this.#trace(cursor, this.surroundings.calendar.dayAt(atS));
    this.#traces.keep(cursor.load, trace);
    return trace;
  }

  #trace(cursor: LoadCursor, day: LocalDay): DayTrace {
    const { model } = cursor;
    const { startS, endS } = day;
    if (model.kind === "day") {
      const { aftermathS = AFTERMATH_S } = model;
      return model.trace(cursor, day, this.#commands(cursor, startS - aftermathS, endS));
    }
    const time = { fromMs: startS * 1_000, stepMs: (endS - startS) * 1_000, count: 1 };
    return slotTrace(model, cursor, day, this.#slotCommands(cursor, model, time));
  }

  /** What the model of a load is told of another. */
  #siblingTrace(load: number, day: LocalDay): DayTrace {
    this.#followLog();
    return (
      this.#siblingTraces.find(load, day.index) ??
      this.#siblingTraces.keep(load, day.index, this.#trace(this.#sibling.moveTo(load), day))
    );
  }

  /** Those in force during the slots that a time touches: whole ones, so that none depends on what else is read. */
  #slotCommands(
    cursor: LoadCursor,
    { slotS, originS = 0 }: SlotModel,
    { fromMs, stepMs, count }: Instants,
  ): readonly CommandSpan[] {
    if (this.log.version === 0) return NO_COMMANDS;
    const first = Math.floor((fromMs / 1_000 - originS) / slotS);
    const end = Math.ceil(((fromMs + count * stepMs) / 1_000 - originS) / slotS);
    return this.#commands(cursor, originS + first * slotS, originS + end * slotS);
  }

  /** Those in force from `fromS` until before `toS`. */
  #commands(cursor: LoadCursor, fromS: number, toS: number): readonly CommandSpan[] {
    return this.log.version === 0 ? NO_COMMANDS : this.log.during(fromS, toS).of(cursor);
  }
}
