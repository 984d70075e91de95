import type { Resource } from "@ven/core";
import type { LoadModel } from "../models/load-model.ts";
import { DayAhead } from "./day-ahead.ts";
import type { Meter, MeterTick } from "./meter-model.ts";
import type { MeteredWorld } from "./metered-load.ts";
import type { PowerAhead } from "./power-ahead.ts";
import { SlotsAhead } from "./slots-ahead.ts";

/** The meter of a resource whose loads behave as is usual for their kind, without any commands. */
export class ModelMeter implements Meter {
  readonly #loads: readonly PowerAhead[];

  /** @param models - of each load, in order */
  constructor(resource: Resource, world: MeteredWorld, models: readonly LoadModel[]) {
    const site = { world, resource };
    this.#loads = models.map((model, place) =>
      model.kind === "slot" ? new SlotsAhead(model, site, place) : new DayAhead(model, site, place),
    );
  }

  powerW(loadIndex: number, { atMs }: MeterTick): number {
    return (this.#loads[loadIndex]?.powerDw(Math.floor(atMs / 1_000)) ?? Number.NaN) / 10;
  }

  steadyUntilMs(): number {
    let untilS = Number.POSITIVE_INFINITY;
    for (const load of this.#loads) untilS = Math.min(untilS, load.steadyUntilS);
    return untilS * 1_000;
  }
}
