import { InvalidValueError, isInvalidValueError, type TextKey, textKey } from "@ven/core";
import type { CommandedLoad } from "../demand-response/command-window.ts";
import { type MeterErrors, meterErrors } from "../measurement/meter-errors.ts";
import type { LoadModel } from "../models/load-model.ts";
import type { ModelSpec } from "../models/model-kinds.ts";
import type { Recordings } from "../models/replay/replay-model.ts";
import { pathText } from "./broken-rule.ts";
import { catalogueModel, catalogueName } from "./catalogue-model.ts";
import type { FleetSpec } from "./fleet-spec.ts";
import { ModelPool } from "./model-pool.ts";
import { numberedName } from "./numbered-name.ts";
import { ResourceLookup } from "./resource-lookup.ts";

/** A load as all sites of its kind have it. */
export interface SiteLoad {
  readonly loadId: string;
  readonly kind: string;
  readonly name: string;
  readonly description: string;
  readonly ratedPowerW: number;
  readonly model: LoadModel;
  /** Name of its model, such as `ev`. */
  readonly modelName: string;
  /** What its meter does to the truth; `undefined` if it is perfect. */
  readonly meter: MeterErrors | undefined;
}

/** One entry of a fleet: a site, or many that differ by a number. */
export interface ResourceGroup {
  readonly venId: string;
  readonly spec: FleetSpec["vens"][number]["resources"][number];
  readonly resourceType: string;
  readonly loads: readonly SiteLoad[];
  readonly resourceCount: number;
  /** Index of its first resource in the fleet. */
  readonly firstResource: number;
  /** Index of its first load in the fleet. */
  readonly firstLoad: number;
}

/**
 * A fleet ready to be simulated. Per load it holds a key of 8 bytes; all else is shared by the loads
 * of an entry, and names are made when they are asked for.
 */
export class CompiledFleet {
  readonly spec: FleetSpec;
  readonly groups: readonly ResourceGroup[];
  readonly resourceCount: number;
  readonly loadCount: number;
  readonly fleetKey: TextKey;
  /** Whether the meter of any load is not perfect. */
  readonly hasMeterErrors: boolean;
  /** Of loads, then of resources: high and low words. */
  readonly keys: { readonly load: Uint32Array; readonly site: Uint32Array };
  #lookup: ResourceLookup | undefined;

  /**
   * @param spec - checked
   * @throws {InvalidValueError} if it has no resource, or a model lacks its recording
   */
  constructor(spec: FleetSpec, seed: string | number, recordings: Recordings = {}) {
    this.spec = spec;
    this.groups = groupsOf(spec, recordings);
    this.hasMeterErrors = this.groups.some(({ loads }) => loads.some(({ meter }) => meter));
    const last = this.groups.at(-1);
    if (last === undefined) {
      throw new InvalidValueError("fleet.vens", [], "give a resource to one of them at least");
    }
    this.resourceCount = last.firstResource + last.resourceCount;
    this.loadCount = last.firstLoad + last.resourceCount * last.loads.length;
    this.fleetKey = textKey(`${seed}`);
    this.keys = this.#keys(seed);
  }

  /** The entry of a load. */
  groupOfLoad(load: number): ResourceGroup {
    return this.#search((group) => group.firstLoad <= load);
  }

  /** The entry of a resource. */
  groupOfResource(resource: number): ResourceGroup {
    return this.#search((group) => group.firstResource <= resource);
  }

  /** Index of the resource of an id; `undefined` if there is none. */
  findResource(resourceId: string): number | undefined {
    this.#lookup ??= new ResourceLookup(this.groups);
    return this.#lookup.find(resourceId);
  }

  /** Index of the resource that a load belongs to. */
  resourceOfLoad(load: number): number {
    const { firstLoad, firstResource, loads } = this.groupOfLoad(load);
    return firstResource + Math.floor((load - firstLoad) / loads.length);
  }

  /** The key of a load. */
  loadKey(load: number): TextKey {
    const { load: words } = this.keys;
    return { high: words[2 * load] ?? 0, low: words[2 * load + 1] ?? 0 };
  }

  /** The key of a resource: what its loads share. */
  siteKey(resource: number): TextKey {
    const { site: words } = this.keys;
    return { high: words[2 * resource] ?? 0, low: words[2 * resource + 1] ?? 0 };
  }

  /** Who a load is, for the targets of commands and faults. */
  identity(load: number): CommandedLoad {
    const { venId } = this.groupOfLoad(load);
    const { loadId, kind, modelName } = this.siteLoad(load);
    const resourceId = this.resourceId(this.resourceOfLoad(load));
    return { venId, resourceId, loadId, kind, modelName };
  }

  /** What a load is. */
  siteLoad(load: number): SiteLoad {
    const { firstLoad, loads } = this.groupOfLoad(load);
    return loads[(load - firstLoad) % loads.length] as SiteLoad;
  }

  resourceId(resource: number): string {
    const { spec, firstResource } = this.groupOfResource(resource);
    return numberedName(spec.resourceId, resource - firstResource + 1, spec.count);
  }

  resourceName(resource: number): string {
    const { spec, firstResource } = this.groupOfResource(resource);
    return numberedName(spec.name, resource - firstResource + 1, spec.count);
  }

  #search(isAtOrBefore: (group: ResourceGroup) => boolean): ResourceGroup {
    let low = 0;
    let high = this.groups.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isAtOrBefore(this.groups[middle] as ResourceGroup)) low = middle;
      else high = middle - 1;
    }
    return this.groups[low] as ResourceGroup;
  }

  #keys(seed: string | number): CompiledFleet["keys"] {
    const load = new Uint32Array(2 * this.loadCount);
    const site = new Uint32Array(2 * this.resourceCount);
    let l = 0;
    let r = 0;
    for (const { spec, resourceCount, loads } of this.groups) {
      for (let n = 1; n <= resourceCount; n += 1) {
        const place = `${seed}\n${numberedName(spec.resourceId, n, spec.count)}`;
        const siteKey = textKey(place);
        site[r] = siteKey.high;
        site[r + 1] = siteKey.low;
        r += 2;
        for (const { loadId } of loads) {
          const key = textKey(`${place}\n${loadId}`);
          load[l] = key.high;
          load[l + 1] = key.low;
          l += 2;
        }
      }
    }
    return { load, site };
  }
}

function groupsOf(spec: FleetSpec, recordings: Recordings): ResourceGroup[] {
  const models = new ModelPool(recordings);
  const sites = new Map(
    Object.entries(spec.sites).map(([name, site]) => [name, siteLoads(spec, name, site, models)]),
  );
  const groups: ResourceGroup[] = [];
  let firstResource = 0;
  let firstLoad = 0;
  for (const { venId, resources } of spec.vens) {
    for (const resource of resources) {
      const loads = sites.get(resource.site) ?? [];
      const resourceCount = resource.count ?? 1;
      groups.push({
        venId,
        spec: resource,
        resourceType: spec.sites[resource.site]?.resourceType ?? "",
        loads,
        resourceCount,
        firstResource,
        firstLoad,
      });
      firstResource += resourceCount;
      firstLoad += resourceCount * loads.length;
    }
  }
  return groups;
}

function siteLoads(
  fleet: FleetSpec,
  site: string,
  { resourceType, loads, meter }: FleetSpec["sites"][string],
  models: ModelPool,
): readonly SiteLoad[] {
  return loads.map((load, place) => {
    const usual = catalogueName(resourceType, load.kind);
    const model = load.model ?? catalogueModel(resourceType, load.kind);
    const path = pathText("fleet", ["sites", site, "loads", place, "model"]);
    return {
      loadId: load.loadId,
      kind: load.kind,
      name: load.name ?? usual.name,
      description: load.description ?? usual.description,
      ratedPowerW: load.ratedPowerW,
      model: placedModel(path, model, models),
      modelName: model.model,
      meter: meterErrors(load.meter ?? meter ?? fleet.meter),
    };
  });
}

/** @throws {InvalidValueError} that names the place of a model that cannot be made, as a recording lacks */
function placedModel(path: string, spec: ModelSpec, models: ModelPool): LoadModel {
  try {
    return models.of(spec);
  } catch (cause) {
    if (!isInvalidValueError(cause)) throw cause;
    throw new InvalidValueError(path, spec.model, cause.message, { cause });
  }
}
