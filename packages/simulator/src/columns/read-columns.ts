import type { SimulatedFleet } from "../simulated-fleet.ts";
import { checkedInstants, type ReadRange, timestamps } from "./read-range.ts";
import { SimulatedColumns } from "./simulated-columns.ts";

/** Reads the power of loads, by their index in the fleet. */
export function readColumns(
  { fleet, measured }: SimulatedFleet,
  loads: Uint32Array,
  range: ReadRange,
): SimulatedColumns {
  const instants = checkedInstants(range, loads.length);
  const count = loads.length * instants.count;
  const powerW = new Float64Array(count);
  const quality = measured.isPerfect ? undefined : new Uint8Array(count);
  const truthW = range.truth === true ? new Float64Array(count) : undefined;
  measured.read(loads, instants, range.power ?? "instant", { powerW, quality, truthW });
  const timestampMs = timestamps(instants);
  return new SimulatedColumns(fleet, { loads, timestampMs, powerW, quality, truthW });
}
