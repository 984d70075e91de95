import { textKey } from "@ven/core";
import { LocalCalendar } from "../calendar/local-calendar.ts";
import { catalogueModel } from "../fleet/catalogue-model.ts";
import { ModelPool } from "../fleet/model-pool.ts";
import { readFleetSpec } from "../fleet/read-fleet-spec.ts";
import { syntheticWeather } from "../weather/synthetic-weather.ts";
import type { MeterModel } from "./meter-model.ts";
import type { MeteredWorld } from "./metered-load.ts";
import { ModelMeter } from "./model-meter.ts";
import { SLOTS_AHEAD } from "./slots-ahead.ts";

/** Options of {@link syntheticMeters}. */
export interface SyntheticMetersOptions {
  /** Zone whose days the loads follow: an IANA name or an offset. @defaultValue `Europe/Copenhagen` */
  readonly timeZone?: string;
}

/**
 * Meters of loads that behave as their kind does at their kind of site: the same powers as
 * `createSimulator` gives for these resources, in the same zone and Danish weather.
 *
 * Pure: power depends on seed, resource id and type, load id, kind and rated power, and the instant; W,
 * rounded to 0.1 W. Endless.
 *
 * @throws {InvalidValueError} if there is no such time zone
 */
export function syntheticMeters(options: SyntheticMetersOptions = {}): MeterModel {
  const usual = readFleetSpec({
    name: "meters",
    sites: {},
    vens: [{ venId: "meters", resources: [] }],
  });
  const { latitudeDeg, longitudeDeg, people } = usual;
  const calendar = new LocalCalendar(options.timeZone ?? usual.timeZone);
  const models = new ModelPool();
  const worlds = new Map<string, MeteredWorld>();
  const worldOf = (seed: string): MeteredWorld => {
    const known = worlds.get(seed);
    if (known !== undefined) return known;
    const fleetKey = textKey(seed);
    const weather = syntheticWeather(fleetKey, usual);
    const surroundings = { calendar, weather, latitudeDeg, longitudeDeg, people };
    const room = new Float64Array(SLOTS_AHEAD);
    const world = { seed, fleetKey, surroundings, room };
    worlds.set(seed, world);
    return world;
  };
  return {
    openMeter(resource, { seed }) {
      const { resourceType, loads } = resource;
      const modelsOfLoads = loads.map(({ kind }) => models.of(catalogueModel(resourceType, kind)));
      return new ModelMeter(resource, worldOf(`${seed}`), modelsOfLoads);
    },
  };
}
