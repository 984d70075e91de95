import type { TextKey } from "@ven/core";
import type { LocalDay } from "../calendar/local-day.ts";
import type { CommandedLoad } from "../demand-response/command-window.ts";
import type { CompiledFleet, ResourceGroup, SiteLoad } from "../fleet/compiled-fleet.ts";
import type { LoadModel, LoadView, Surroundings } from "../models/load-model.ts";
import type { DayTrace } from "../trace/day-trace.ts";
import { PlacedSurroundings } from "./placed-surroundings.ts";

/** Finds the trace of a load by its index in the fleet. */
export type TraceOf = (load: number, day: LocalDay) => DayTrace;

/** A {@link LoadView} that moves over a fleet; from a load to the next without any search. */
export class LoadCursor implements LoadView {
  readonly key: { high: number; low: number } = { high: 0, low: 0 };
  readonly siteKey: { high: number; low: number } = { high: 0, low: 0 };
  readonly fleetKey: TextKey;
  surroundings: Surroundings;
  ratedPowerW = 0;
  model: LoadModel;
  readonly #fleet: CompiledFleet;
  readonly #traceOf: TraceOf;
  readonly #places: PlacedSurroundings;
  #group: ResourceGroup;
  #resource = -1;
  #load = 0;

  constructor(fleet: CompiledFleet, surroundings: Surroundings, traceOf: TraceOf) {
    this.#fleet = fleet;
    this.#traceOf = traceOf;
    this.fleetKey = fleet.fleetKey;
    this.#places = new PlacedSurroundings(surroundings);
    this.#group = fleet.groupOfLoad(0);
    this.surroundings = this.#places.of(this.#group);
    this.model = fleet.siteLoad(0).model;
    this.moveTo(0);
  }

  /** The load that it is at: its index in the fleet. */
  get load(): number {
    return this.#load;
  }

  get siteLoad(): SiteLoad {
    const { firstLoad, loads } = this.#group;
    return loads[(this.#load - firstLoad) % loads.length] as SiteLoad;
  }

  moveTo(load: number): this {
    const { keys } = this.#fleet;
    this.#load = load;
    let group = this.#group;
    const behind = group.firstLoad + group.resourceCount * group.loads.length;
    if (load < group.firstLoad || load >= behind) {
      group = this.#fleet.groupOfLoad(load);
      this.#group = group;
      this.surroundings = this.#places.of(group);
    }
    const inGroup = load - group.firstLoad;
    const resourceInGroup = Math.floor(inGroup / group.loads.length);
    const resource = group.firstResource + resourceInGroup;
    if (resource !== this.#resource) {
      this.#resource = resource;
      this.siteKey.high = keys.site[2 * resource] ?? 0;
      this.siteKey.low = keys.site[2 * resource + 1] ?? 0;
    }
    this.key.high = keys.load[2 * load] ?? 0;
    this.key.low = keys.load[2 * load + 1] ?? 0;
    const { model, ratedPowerW } = group.loads[
      inGroup - resourceInGroup * group.loads.length
    ] as SiteLoad;
    this.model = model;
    this.ratedPowerW = ratedPowerW;
    return this;
  }

  siblingTrace(loadId: string, day: LocalDay): DayTrace | undefined {
    const { firstLoad, firstResource, loads } = this.#group;
    const place = loads.findIndex((load) => load.loadId === loadId);
    const first = firstLoad + (this.#resource - firstResource) * loads.length;
    return place < 0 || first + place === this.#load
      ? undefined
      : this.#traceOf(first + place, day);
  }

  /** Who it is, for the targets of commands. */
  identity(): CommandedLoad {
    const { loadId, kind, modelName } = this.siteLoad;
    const resourceId = this.#fleet.resourceId(this.#resource);
    return { venId: this.#group.venId, resourceId, loadId, kind, modelName };
  }
}
