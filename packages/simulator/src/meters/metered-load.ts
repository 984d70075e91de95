import { type Resource, type TextKey, textKey } from "@ven/core";
import type { LoadView, Surroundings } from "../models/load-model.ts";
import type { DayTrace } from "../trace/day-trace.ts";

/** What all sites of a seed share. */
export interface MeteredWorld {
  readonly seed: string;
  readonly fleetKey: TextKey;
  readonly surroundings: Surroundings;
  /** Where a model writes its powers, before they are kept. */
  readonly room: Float64Array;
}

/** A resource whose loads are metered. */
export interface MeteredSite {
  readonly world: MeteredWorld;
  readonly resource: Resource;
}

/** A load as its model sees it: made anew for each question, as they are few and loads many. */
export class MeteredLoad implements LoadView {
  readonly key: TextKey;
  readonly siteKey: TextKey;
  readonly fleetKey: TextKey;
  readonly ratedPowerW: number;
  readonly surroundings: Surroundings;

  /** @param place - of the load in its site */
  constructor({ world, resource }: MeteredSite, place: number) {
    const load = resource.loads[place];
    const site = `${world.seed}\n${resource.resourceId}`;
    this.key = textKey(`${site}\n${load?.loadId}`);
    this.siteKey = textKey(site);
    this.fleetKey = world.fleetKey;
    this.ratedPowerW = load?.ratedPowerW ?? 0;
    this.surroundings = world.surroundings;
  }

  siblingTrace(): DayTrace {
    throw new Error("a model that is usual for its kind must not follow other loads");
  }
}
