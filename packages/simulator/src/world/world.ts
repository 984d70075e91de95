import type { VenId } from "@ven/core";
import { WorldConflictError } from "../errors/world-conflict-error.ts";
import type { MeterDataSimulatorOptions } from "../meter-data-simulator-options.ts";
import type { MeterModel, MeterTick } from "../meters/meter-model.ts";
import type { MeteredVen } from "./metered-ven.ts";

/** Where the shared world is kept, so that every copy of this package in a process finds it. */
const SHARED_WORLD = Symbol.for("@ven/simulator.world");

/** Raise it when {@link World} changes, so that two copies that disagree say so. */
const WORLD_VERSION = 1;

/** The whole state of simulated meters, as plain data: copies of this package share it. */
export interface World {
  readonly version: number;
  config: MeterDataSimulatorOptions;
  /** `undefined` until a fleet is loaded. */
  loaded: LoadedFleet | undefined;
  /** Counts resets, so that a load under way notices one. */
  resetCount: number;
}

/** A world's fleet, its meters and the time that they are at. */
export interface LoadedFleet {
  readonly meters: MeterModel;
  vens: ReadonlyMap<VenId, MeteredVen>;
  step: number;
  lap: number;
  /** The tick that readings are of; `undefined` until its instant is first asked for. */
  tick: MeterTick | undefined;
}

/** A world where nothing is loaded yet. */
export function createWorld(config: MeterDataSimulatorOptions): World {
  return { version: WORLD_VERSION, config, loaded: undefined, resetCount: 0 };
}

/**
 * The one world of this process, made when it is first asked for.
 *
 * @throws {WorldConflictError} if another version of this package made it
 */
export function sharedWorld(): World {
  const holder = globalThis as { [SHARED_WORLD]?: World };
  holder[SHARED_WORLD] ??= createWorld({});
  const world = holder[SHARED_WORLD];
  if (world.version !== WORLD_VERSION) {
    throw new WorldConflictError(
      `two versions of @ven/simulator share this process, with worlds of format ${world.version} and ${WORLD_VERSION}: install one version`,
    );
  }
  return world;
}

/**
 * Adds what was decided to what is decided already.
 *
 * @throws {WorldConflictError} if something else was decided before; then nothing is changed
 */
export function configureWorld(world: World, config: MeterDataSimulatorOptions): void {
  const names = (Object.keys(config) as (keyof MeterDataSimulatorOptions)[]).filter(
    (name) => config[name] !== undefined && config[name] !== world.config[name],
  );
  for (const name of names) {
    const isTaken = world.config[name] !== undefined || world.loaded !== undefined;
    if (isTaken) {
      throw new WorldConflictError(
        `the simulated meters already run with another ${name}: call reset() first, or use MeterDataSimulator.isolated({ ${name} }) beside them`,
      );
    }
  }
  world.config = { ...world.config, ...Object.fromEntries(names.map((n) => [n, config[n]])) };
}

/** Forgets everything but the given decisions. */
export function resetWorld(world: World, config: MeterDataSimulatorOptions): void {
  world.config = config;
  world.loaded = undefined;
  world.resetCount += 1;
}
