import { type Clock, InvalidValueError, systemClock } from "@ven/core";
import { LocalCalendar } from "./calendar/local-calendar.ts";
import { type LoadSelection, selectLoads } from "./columns/load-selection.ts";
import { SimulatedColumns } from "./columns/simulated-columns.ts";
import type { Command } from "./demand-response/command.ts";
import { CommandLog, type CommandLogEntry } from "./demand-response/command-log.ts";
import { EnergyLedger, type EnergyRegister } from "./engine/energy-ledger.ts";
import { FleetTruth } from "./engine/fleet-truth.ts";
import { CompiledFleet } from "./fleet/compiled-fleet.ts";
import type { FleetSpec } from "./fleet/fleet-spec.ts";
import type { Surroundings } from "./models/load-model.ts";
import type { Recordings } from "./models/replay/replay-model.ts";
import { syntheticWeather } from "./weather/synthetic-weather.ts";

/** Most readings in one {@link SimulatedColumns}: 1 GiB. */
const MOST_READINGS = 134_217_728;

/** Which instants {@link Simulator.range} and {@link Simulator.stream} read. */
export interface ReadRange extends LoadSelection {
  /** First instant, epoch ms. */
  readonly fromMs: number;
  /** The instant after the last, epoch ms. */
  readonly toMs: number;
  /** From one instant to the next, whole ms, 1 or more. */
  readonly stepMs: number;
  /**
   * Power at each instant, or its mean from there to the next.
   *
   * @defaultValue "instant"
   */
  readonly power?: "instant" | "mean";
}

/** What a {@link Simulator} is made of. */
export interface SimulatorParts {
  readonly fleet: FleetSpec;
  readonly seed: string | number;
  readonly clock?: Clock;
  readonly entries?: readonly CommandLogEntry[];
  readonly recordings?: Recordings;
}

/**
 * The meters of a fleet at any instant. A reading depends on the fleet, the seed, the load, the instant
 * and the commands received by then: not on what was read before, nor on which other loads there are.
 */
export class Simulator {
  readonly #fleet: CompiledFleet;
  readonly #truth: FleetTruth;
  readonly #ledger: EnergyLedger;
  readonly #parts: SimulatorParts;
  readonly #clock: Clock;
  readonly #log: CommandLog = new CommandLog();

  constructor(parts: SimulatorParts) {
    const { fleet: spec, seed, clock = systemClock, entries = [], recordings } = parts;
    this.#parts = parts;
    this.#clock = clock;
    this.#fleet = new CompiledFleet(spec, seed, recordings);
    const surroundings: Surroundings = {
      calendar: new LocalCalendar(spec.timeZone),
      weather: syntheticWeather(this.#fleet.fleetKey, spec),
      latitudeDeg: spec.latitudeDeg,
      longitudeDeg: spec.longitudeDeg,
      people: spec.people,
    };
    for (const entry of entries) this.#log.add(entry);
    this.#truth = new FleetTruth(this.#fleet, surroundings, this.#log);
    this.#ledger = new EnergyLedger(this.#truth, spec.installedOn);
  }

  /** The specification, defaults filled in. */
  get fleet(): FleetSpec {
    return this.#fleet.spec;
  }

  get loadCount(): number {
    return this.#fleet.loadCount;
  }

  get resourceCount(): number {
    return this.#fleet.resourceCount;
  }

  /**
   * Power of loads at one instant.
   *
   * @param atMs - epoch ms. @defaultValue now, by the clock
   * @throws {InvalidValueError} if the fleet has not what is chosen
   */
  readAt(atMs: number = this.#clock.now(), selection: LoadSelection = {}): SimulatedColumns {
    return this.range({ ...selection, fromMs: atMs, toMs: atMs + 1, stepMs: 1 });
  }

  /**
   * Power of loads from one instant to another.
   *
   * @throws {InvalidValueError} if the fleet has not what is chosen, or a part is out of its range
   */
  range(range: ReadRange): SimulatedColumns {
    const loads = selectLoads(this.#fleet, range);
    return this.#read(loads, checkedInstants(range, loads.length), range.power);
  }

  /**
   * The same as {@link range}, so many instants at a time: for more than fits in memory.
   *
   * @param batchSteps - instants in each batch; 1 or more. @defaultValue 1_440
   */
  *stream(range: ReadRange, batchSteps = 1_440): Generator<SimulatedColumns, void, undefined> {
    const loads = selectLoads(this.#fleet, range);
    const { stepMs, toMs } = range;
    for (let fromMs = range.fromMs; fromMs < toMs; fromMs += batchSteps * stepMs) {
      const part = { ...range, fromMs, toMs: Math.min(toMs, fromMs + batchSteps * stepMs) };
      yield this.#read(loads, checkedInstants(part, loads.length), range.power);
    }
  }

  /**
   * What the meter of a load shows: exactly the integral of its power, to the last Wh.
   *
   * @throws {InvalidValueError} if the fleet has no such load
   */
  energyRegister(
    load: { readonly resourceId: string; readonly loadId: string },
    atMs: number = this.#clock.now(),
  ): EnergyRegister {
    const selection = { resourceIds: [load.resourceId], loadIds: [load.loadId] };
    const [index = 0] = selectLoads(this.#fleet, selection);
    return this.#ledger.at(index, atMs);
  }

  /**
   * Asks loads to do something, from now on.
   *
   * @param receivedAtMs - when it was received, epoch ms; not before the last one. @defaultValue now
   * @throws {InvalidValueError} if the command breaks a rule
   */
  receive(command: Command, receivedAtMs: number = this.#clock.now()): void {
    this.#log.add({ kind: "command", receivedAtMs, command });
  }

  /**
   * Takes a command back, from now on.
   *
   * @throws {InvalidValueError} if no command of this id was received
   */
  cancel(commandId: string, receivedAtMs: number = this.#clock.now()): void {
    this.#log.add({ kind: "cancel", receivedAtMs, commandId });
  }

  /** All that was received, in order. */
  get commands(): readonly CommandLogEntry[] {
    return this.#log.entries;
  }

  /** The same fleet as if nobody had asked anything of it. */
  counterfactual(): Simulator {
    return new Simulator({ ...this.#parts, entries: [] });
  }

  #read(
    loads: Uint32Array,
    instants: CheckedInstants,
    power: ReadRange["power"],
  ): SimulatedColumns {
    const { fromMs, stepMs, count } = instants;
    const powerW = new Float64Array(loads.length * count);
    this.#truth.read(loads, instants, power ?? "instant", powerW);
    for (let at = 0; at < powerW.length; at += 1) powerW[at] = (powerW[at] ?? 0) / 10;
    const timestampMs = new Float64Array(count);
    for (let step = 0; step < count; step += 1) timestampMs[step] = fromMs + step * stepMs;
    return new SimulatedColumns(this.#fleet, loads, timestampMs, powerW);
  }
}

interface CheckedInstants {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly count: number;
}

function checkedInstants({ fromMs, toMs, stepMs }: ReadRange, loadCount: number): CheckedInstants {
  if (!Number.isSafeInteger(fromMs)) {
    throw new InvalidValueError("fromMs", fromMs, "give whole epoch ms");
  }
  if (!Number.isSafeInteger(toMs) || toMs < fromMs) {
    throw new InvalidValueError("toMs", toMs, "give whole epoch ms, not before fromMs");
  }
  if (!Number.isSafeInteger(stepMs) || stepMs < 1) {
    throw new InvalidValueError("stepMs", stepMs, "give whole ms, 1 or more");
  }
  const count = Math.ceil((toMs - fromMs) / stepMs);
  if (count * loadCount > MOST_READINGS) {
    const rule = `that is ${count * loadCount} readings at once: use stream(), or choose fewer loads`;
    throw new InvalidValueError("range", { fromMs, toMs, stepMs }, rule);
  }
  return { fromMs, stepMs, count };
}
