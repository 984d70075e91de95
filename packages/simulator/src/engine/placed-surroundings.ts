import type { ResourceGroup } from "../fleet/compiled-fleet.ts";
import type { Surroundings } from "../models/load-model.ts";
import { gridCell, middleOfCell } from "../weather/grid-cell.ts";

/** The surroundings of each site of a fleet: sun and weather of its grid cell, all else as at home. */
export class PlacedSurroundings {
  readonly #home: Surroundings;
  readonly #homeCell: string;
  readonly #cells = new Map<string, Surroundings>();
  readonly #groups = new WeakMap<ResourceGroup, Surroundings>();

  /** @param home - those of the fleet, for sites of its own grid cell and those that do not say */
  constructor(home: Surroundings) {
    this.#home = home;
    this.#homeCell = gridCell(home);
  }

  of(group: ResourceGroup): Surroundings {
    const { location } = group.spec;
    if (location === undefined) return this.#home;
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const cell = gridCell(location);
    const made = this.#cells.get(cell) ?? this.#make(cell, middleOfCell(location));
    this.#cells.set(cell, made);
    this.#groups.set(group, made);
    return made;
  }

  #make(cell: string, place: ReturnType<typeof middleOfCell>): Surroundings {
    if (cell === this.#homeCell) return this.#home;
    const { weatherAt, weather } = this.#home;
    return { ...this.#home, ...place, weather: weatherAt?.(place) ?? weather };
  }
}
