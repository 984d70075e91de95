import type { SimulatedFleet } from "../simulated-fleet.ts";
import type { Meter, MeterModel } from "./meter-model.ts";

/** Meters of a simulated fleet: a resource gets that of its id, a load that of its id within it. */
export function simulatorMeters({ fleet, measured }: SimulatedFleet): MeterModel {
  return {
    openMeter({ resourceId, loads }): Meter | undefined {
      const resource = fleet.findResource(resourceId);
      if (resource === undefined) return undefined;
      const group = fleet.groupOfResource(resource);
      const first = group.firstLoad + (resource - group.firstResource) * group.loads.length;
      const places = loads.map(({ loadId }) =>
        group.loads.findIndex((own) => own.loadId === loadId),
      );
      const chosen = new Uint32Array(1);
      const powerW = new Float64Array(1);
      const columns = { powerW, quality: undefined, truthW: undefined };
      return {
        missingLoadIds: loads.filter((_, at) => places[at] === -1).map(({ loadId }) => loadId),
        powerW(loadIndex, { atMs }) {
          const place = places[loadIndex] ?? -1;
          if (place < 0) return Number.NaN;
          chosen[0] = first + place;
          const instants = { fromMs: atMs, stepMs: 1, count: 1 };
          measured.read(chosen, instants, "instant", columns);
          return powerW[0] ?? Number.NaN;
        },
      };
    },
  };
}
