import {
  type Logger,
  type ReadingColumns,
  type Resource,
  ResourceId,
  type ResourceMeterData,
  type ResourceSource,
  ResourceStatus,
  silentLogger,
  systemClock,
  VenId,
} from "@ven/core";
import { NotInitializedError } from "./errors/not-initialized-error.ts";
import { UnknownResourceError } from "./errors/unknown-resource-error.ts";
import { UnknownVenError } from "./errors/unknown-ven-error.ts";
import type { MeterDataSimulatorOptions } from "./meter-data-simulator-options.ts";
import type { MeterTick } from "./meters/meter-model.ts";
import { countFleet, type SimulatorStatistics } from "./simulator-statistics.ts";
import { loadFleet, meteringContext } from "./world/load-fleet.ts";
import { type MeteredVen, meterVen, readColumns, readResources } from "./world/metered-ven.ts";
import {
  configureWorld,
  createWorld,
  type LoadedFleet,
  resetWorld,
  sharedWorld,
  type World,
} from "./world/world.ts";

/**
 * Reads the meters of a fleet, simulated or replayed, one step at a time.
 *
 * `new MeterDataSimulator()` joins the one world of this process, wherever it is called, also from
 * another copy of this package; {@link MeterDataSimulator.isolated} has its own.
 *
 * Repeatable: until the next {@link increaseTime}, every collection gives the same readings.
 */
export class MeterDataSimulator {
  /** A world of one's own; the shared one if there is none. */
  #isolated: { readonly world: World; readonly options: MeterDataSimulatorOptions } | undefined;

  /**
   * Joins the shared world and decides what nobody has decided about it.
   *
   * @throws {WorldConflictError} if it runs with another source, model, seed, clock or logger
   */
  static shared(options: MeterDataSimulatorOptions): MeterDataSimulator {
    configureWorld(sharedWorld(), options);
    return new MeterDataSimulator();
  }

  /** Makes a simulator with a world of its own, for a test or for a program with several fleets. */
  static isolated(options: MeterDataSimulatorOptions = {}): MeterDataSimulator {
    const simulator = new MeterDataSimulator();
    simulator.#isolated = { world: createWorld(options), options };
    return simulator;
  }

  /** Whether a fleet is loaded. */
  get isInitialized(): boolean {
    return this.#world.loaded !== undefined;
  }

  /**
   * Loads VENs from the source and opens the meters of their approved resources. VENs that are
   * loaded already stay; one that is named again is read anew. On failure nothing changes.
   *
   * @param venIds - which VENs; all of the source if left out
   * @param options - `source` if the world has none yet
   * @throws {NoSourceError} if there is no source
   * @throws {UnknownVenError} if the source has no such VEN; names those that it has
   * @throws {WorldConflictError} if the world has another source
   */
  async initializeResources(
    venIds?: readonly string[],
    options: { readonly source?: ResourceSource; readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    const { source, signal } = options;
    await loadFleet(
      this.#world,
      venIds?.map(VenId),
      source === undefined ? {} : { source },
      signal === undefined ? {} : { signal },
    );
  }

  /**
   * Moves every meter of the world on by one step, and fixes the instant that its readings carry:
   * the clock's, or a millisecond after the last one if the clock has not moved on.
   *
   * @returns the new index; 0 again after the last step of replayed data
   * @throws {NotInitializedError} if no fleet is loaded
   */
  increaseTime(): number {
    const loaded = this.#loaded("increaseTime()");
    loaded.step += 1;
    if (loaded.step >= (loaded.meters.stepCount ?? Number.POSITIVE_INFINITY)) {
      loaded.step = 0;
      loaded.lap += 1;
    }
    loaded.tick = this.#fixTick(loaded);
    return loaded.step;
  }

  /**
   * Reads every approved resource of one VEN at the current step.
   *
   * @param venId - a VEN that was loaded
   * @returns one entry per metered resource; missing readings are left out
   * @throws {NotInitializedError} if no fleet is loaded
   * @throws {UnknownVenError} if this VEN was not loaded
   */
  collectNextMetering(venId: string): ReadonlyMap<ResourceId, ResourceMeterData> {
    const ven = this.#ven("collectNextMetering()", venId);
    return readResources(ven, this.#currentTick("collectNextMetering()"), this.#logger);
  }

  /**
   * {@link collectNextMetering} as columns, with no object per reading. Rows come in the order of
   * the resources and their loads; a missing reading is `NaN`. `layout` is the same object until
   * the VEN's resources change. Read only: the same columns are given to whoever asks.
   *
   * @param own - columns that the caller made, for who reads very often: they are written over and given
   *   back, if `layout` is still that of the VEN, and no memory is taken. Others, and those that this gave
   *   without `own`, are left as they are
   * @throws {NotInitializedError} if no fleet is loaded
   * @throws {UnknownVenError} if this VEN was not loaded
   */
  collectColumns(venId: string, own?: ReadingColumns): ReadingColumns {
    const ven = this.#ven("collectColumns()", venId);
    return readColumns(ven, this.#currentTick("collectColumns()"), this.#logger, own);
  }

  /**
   * The resources of one VEN, metered or not, in the source's order.
   *
   * @param status - only those of this status
   * @throws {NotInitializedError} if no fleet is loaded
   * @throws {UnknownVenError} if this VEN was not loaded
   */
  getVenResources(venId: string, status?: ResourceStatus): readonly Resource[] {
    const { resources } = this.#ven("getVenResources()", venId);
    if (status === undefined) return resources;
    const wanted = ResourceStatus(status);
    return resources.filter((resource) => resource.status === wanted);
  }

  /**
   * Changes a resource's status: first in the source, if that can be written to, then here. The
   * next collection already follows it.
   *
   * @param status - APPROVED, PENDING or SUSPENDED
   * @throws {NotInitializedError} if no fleet is loaded
   * @throws {UnknownResourceError} if no loaded VEN has this resource
   * @throws {InvalidValueError} if there is no such status
   * @throws what the source throws; then nothing changes here
   */
  async updateResourceStatus(
    resourceId: string,
    status: string,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    const id = ResourceId(resourceId);
    const newStatus = ResourceStatus(status);
    const world = this.#world;
    const tried = "updateResourceStatus()";
    if (findOwner(this.#loaded(tried), id) === undefined) throw new UnknownResourceError(id);
    options.signal?.throwIfAborted();
    await world.config.source?.updateResourceStatus?.(id, newStatus, options);
    // Looked up again: the fleet may have been read anew, or reset, while the source was written.
    const ven = world.loaded === undefined ? undefined : findOwner(world.loaded, id);
    if (world.loaded === undefined || ven === undefined) return;
    const resources = ven.resources.map((resource) =>
      resource.resourceId === id ? { ...resource, status: newStatus } : resource,
    );
    const context = { ...meteringContext(world, world.loaded.meters), opened: ven.opened };
    const changed = meterVen(ven.venId, resources, context);
    world.loaded.vens = new Map(world.loaded.vens).set(ven.venId, changed);
  }

  /** The loaded VENs, in the order of loading; none before a fleet is loaded. */
  getVenList(): readonly VenId[] {
    return [...(this.#world.loaded?.vens.keys() ?? [])];
  }

  /** Counts resources and loads: in all, per VEN and per status. */
  getStatistics(): SimulatorStatistics {
    return countFleet(this.#world.loaded);
  }

  /**
   * Forgets the fleet and the time. The shared world forgets what it was configured with, too; an
   * isolated one goes back to the options that it was made with.
   */
  reset(): void {
    resetWorld(this.#world, this.#isolated?.options ?? {});
  }

  get #world(): World {
    return this.#isolated?.world ?? sharedWorld();
  }

  get #logger(): Logger {
    return this.#world.config.logger ?? silentLogger;
  }

  #loaded(tried: string): LoadedFleet {
    const { loaded } = this.#world;
    if (loaded === undefined) throw new NotInitializedError(tried);
    return loaded;
  }

  #ven(tried: string, venId: string): MeteredVen {
    const { vens } = this.#loaded(tried);
    const id = VenId(venId);
    const ven = vens.get(id);
    if (ven === undefined) {
      const remedy = `load it with initializeResources(["${id}"])`;
      throw new UnknownVenError(id, [...vens.keys()], "to these meters", remedy);
    }
    return ven;
  }

  #currentTick(tried: string): MeterTick {
    const loaded = this.#loaded(tried);
    loaded.tick ??= this.#fixTick(loaded);
    return loaded.tick;
  }

  /** The tick of the current step, at an instant after that of the tick before. */
  #fixTick({ meters, step, lap, tick: last }: LoadedFleet): MeterTick {
    const { clock = systemClock } = this.#world.config;
    const earliestMs = last === undefined ? Number.NEGATIVE_INFINITY : last.atMs + 1;
    const atMs = meters.stepAtMs?.(step, lap) ?? Math.max(Math.floor(clock.now()), earliestMs);
    return { step, lap, atMs };
  }
}

function findOwner({ vens }: LoadedFleet, resourceId: ResourceId): MeteredVen | undefined {
  for (const ven of vens.values()) {
    if (ven.resources.some((resource) => resource.resourceId === resourceId)) return ven;
  }
  return undefined;
}
