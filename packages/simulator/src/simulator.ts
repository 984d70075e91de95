import { type Clock, systemClock } from "@ven/core";
import type { ChannelColumns } from "./channels/channel-columns.ts";
import type { ChannelName } from "./channels/channel-name.ts";
import { CHANNEL_RANGE_KEYS, type ChannelRange } from "./channels/channel-range.ts";
import { channelColumns, checkChannel } from "./channels/read-channel.ts";
import { type LoadSelection, selectLoad, selectLoads } from "./columns/load-selection.ts";
import { readColumns } from "./columns/read-columns.ts";
import {
  checkRange,
  checkSelection,
  checkTruth,
  partsOf,
  type ReadOptions,
  type ReadRange,
} from "./columns/read-range.ts";
import type { SimulatedColumns } from "./columns/simulated-columns.ts";
import { deliveries } from "./delivery/deliveries.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { Command } from "./demand-response/command.ts";
import type { CommandLogEntry } from "./demand-response/command-log.ts";
import type { EnergyRegister } from "./engine/energy-ledger.ts";
import type { Fault } from "./faults/fault.ts";
import type { FaultLogEntry } from "./faults/fault-log.ts";
import type { Injection } from "./faults/injection.ts";
import type { FleetSpec } from "./fleet/fleet-spec.ts";
import { checkKeys } from "./keys/check-keys.ts";
import { MeterRegister } from "./measurement/meter-register.ts";
import type { MeterModel } from "./meters/meter-model.ts";
import { simulatorMeters } from "./meters/simulator-meters.ts";
import { SimulatedFleet, type SimulatedFleetParts } from "./simulated-fleet.ts";
import type { SimulatorSnapshot } from "./snapshot/simulator-snapshot.ts";

/** Instants that are read at once where there may be many. */
const BATCH_STEPS = 1_440;

/** Readings that are on their way at once, about. */
const BATCH_READINGS = 16_384;

/** What a {@link Simulator} is made of. */
export interface SimulatorParts extends SimulatedFleetParts {
  readonly clock?: Clock | undefined;
}

/**
 * The meters of a fleet at any instant. A reading depends on the fleet, the seed, the weather, the load,
 * the instant, and the commands and faults by then: not on what was read before, nor on which other
 * loads there are.
 */
export class Simulator {
  readonly #fleet: SimulatedFleet;
  readonly #parts: SimulatorParts;
  readonly #clock: Clock;

  constructor(parts: SimulatorParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.#fleet = new SimulatedFleet(parts);
  }

  /** The specification, defaults filled in. */
  get fleet(): FleetSpec {
    return this.#fleet.fleet.spec;
  }

  get loadCount(): number {
    return this.#fleet.fleet.loadCount;
  }

  get resourceCount(): number {
    return this.#fleet.fleet.resourceCount;
  }

  /** What "now" is. */
  get clock(): Clock {
    return this.#clock;
  }

  /**
   * Power of loads at one instant.
   *
   * @param atMs - epoch ms. @defaultValue now, by the clock
   * @throws {InvalidValueError} if the fleet has not what is chosen
   */
  readAt(
    atMs: number = this.#clock.now(),
    selection: LoadSelection & Pick<ReadOptions, "truth"> = {},
  ): SimulatedColumns {
    checkSelection(selection);
    const loads = selectLoads(this.#fleet.fleet, selection);
    const { truth = false } = selection;
    return readColumns(this.#fleet, loads, { fromMs: atMs, toMs: atMs + 1, stepMs: 1, truth });
  }

  /**
   * Power of loads from one instant to another.
   *
   * @throws {InvalidValueError} if the fleet has not what is chosen, or a part is out of its range
   */
  range(range: ReadRange): SimulatedColumns {
    checkRange(range);
    return readColumns(this.#fleet, selectLoads(this.#fleet.fleet, range), range);
  }

  /**
   * The same as {@link range}, so many instants at a time: for more than fits in memory.
   *
   * @param batchSteps - instants in each batch; 1 or more. @defaultValue 1_440
   */
  *stream(
    range: ReadRange,
    batchSteps: number = BATCH_STEPS,
  ): Generator<SimulatedColumns, void, undefined> {
    checkRange(range);
    const loads = selectLoads(this.#fleet.fleet, range);
    for (const part of partsOf(range, batchSteps)) yield readColumns(this.#fleet, loads, part);
  }

  /**
   * The readings of a range as they reach whoever collects them: in the order of their arrival, late,
   * twice or with a wrong time where a fault makes them so. Missing ones do not arrive; each arrives at
   * the instant that it is of unless a fault delays it.
   *
   * @throws {InvalidValueError} as {@link range}
   */
  *deliveries(range: ReadRange): Generator<Delivery, void, undefined> {
    checkRange(range);
    const loads = selectLoads(this.#fleet.fleet, range);
    const steps = Math.max(1, Math.floor(BATCH_READINGS / Math.max(1, loads.length)));
    const read = (part: ReadRange) => readColumns(this.#fleet, loads, part);
    function* batches() {
      for (const part of partsOf(range, steps)) yield { columns: read(part), toMs: part.toMs };
    }
    yield* deliveries(this.#fleet, batches());
  }

  /**
   * What else there is to know of loads: registers, usage, states of charge, forecasts and more.
   *
   * @param name - one of `CHANNELS`
   * @throws {InvalidValueError} if there is no such channel, or a chosen load has none; otherwise as
   * {@link range}
   */
  channel(name: ChannelName, range: ChannelRange): ChannelColumns {
    checkChannel(name);
    checkKeys("range", range, CHANNEL_RANGE_KEYS);
    const loads = selectLoads(this.#fleet.fleet, range);
    return channelColumns(this.#fleet, name, loads, range, this.#clock.now());
  }

  /**
   * What the meter of a load shows: exactly the integral of its power, to the last Wh, unless the meter
   * is not perfect or a fault tells on it. Its import began with a number of its own: use differences.
   *
   * @param options - `truth` for the integral in any case
   * @throws {InvalidValueError} if the fleet has no such load
   */
  energyRegister(
    load: { readonly resourceId: string; readonly loadId: string },
    atMs: number = this.#clock.now(),
    options: Pick<ReadOptions, "truth"> = {},
  ): EnergyRegister {
    const index = selectLoad(this.#fleet.fleet, load);
    checkTruth(options);
    if (options.truth === true) return this.#fleet.ledger.at(index, atMs);
    return new MeterRegister(this.#fleet, index).at(atMs);
  }

  /**
   * Asks loads to do something, from now on: from the first whole second that is not before the receipt.
   * Readings of what was before stay as they are.
   *
   * @param receivedAtMs - when it was received, epoch ms; not before the last one. @defaultValue now
   * @throws {InvalidValueError} if the command breaks a rule, or its targets name what the fleet has not
   */
  receive(command: Command, receivedAtMs: number = this.#clock.now()): void {
    this.#fleet.commands.add({ kind: "command", receivedAtMs, command });
  }

  /**
   * Takes a command back, from now on.
   *
   * @throws {InvalidValueError} if no command of this id was received
   */
  cancel(commandId: string, receivedAtMs: number = this.#clock.now()): void {
    this.#fleet.commands.add({ kind: "cancel", receivedAtMs, commandId });
  }

  /** All that was received, in order. */
  get commands(): readonly CommandLogEntry[] {
    return this.#fleet.commands.entries;
  }

  /**
   * Makes something go wrong with meters, from now on and until it is removed: readings of the past stay.
   *
   * @param atMs - when, epoch ms; not before the last fault came or went. @defaultValue now
   * @throws {InvalidValueError} if the fault breaks a rule, or its targets name what the fleet has not
   */
  inject(fault: Fault, atMs: number = this.#faultNow()): Injection {
    const injection = this.#fleet.faults.add({ kind: "inject", fault, atMs });
    const remove = () => {
      if (!this.#fleet.faults.isActive(injection)) return;
      this.#fleet.faults.add({ kind: "remove", injection, atMs: this.#faultNow() });
    };
    return { remove, [Symbol.dispose]: remove };
  }

  /** All faults that came and went, in order; those that the fleet began with come first. */
  get faults(): readonly FaultLogEntry[] {
    return this.#fleet.faults.entries;
  }

  /** The same fleet, with the same faults, as if nobody had asked anything of it. */
  counterfactual(): Simulator {
    return new Simulator({ ...this.#parts, commands: [], faults: this.#fleet.ownFaults });
  }

  /** Meters for a `MeterDataSimulator`: those of the resources that this fleet has, by id. */
  meters(): MeterModel {
    return simulatorMeters(this.#fleet);
  }

  /**
   * All that it takes to have the same simulator again, but for weather that was given: as JSON it is
   * little more than the specification.
   */
  snapshot(): SimulatorSnapshot {
    return {
      version: 1,
      fleet: this.fleet,
      seed: this.#parts.seed,
      nowMs: this.#clock.now(),
      hasOwnWeather: this.#parts.weather !== undefined,
      commands: [...this.commands],
      faults: this.#fleet.ownFaults,
    };
  }

  /** Clocks may go back; the log does not. */
  #faultNow(): number {
    return Math.max(this.#clock.now(), this.#fleet.faults.lastAtMs);
  }
}
