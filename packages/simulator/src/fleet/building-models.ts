import type { ModelSpecInput } from "../models/model-kinds.ts";

/** Heat pumps of buildings that are cooler at night; they are heavier than homes. */
const buildingHeat = {
  model: "heatPump",
  timeConstantH: 50,
  nightSetback: { byK: 2, fromHour: 19, toHour: 5 },
} as const satisfies ModelSpecInput;

/** Coolers of a place whose doors are opened often. */
const coolers = { model: "fridge", dutyShare: 0.48 } as const satisfies ModelSpecInput;

/** Kinds of site whose cooling is so small that single compressors show. */
const SMALL_COOLING: readonly string[] = ["pub", "restaurant", "cafe", "bakery", "cinema", "shop"];

/**
 * How a load of a business behaves that is not told by opening hours alone, but by what it keeps warm
 * or cold; `undefined` for all others.
 */
export function buildingModel(resourceType: string, kind: string): ModelSpecInput | undefined {
  if (kind === "heating") {
    return resourceType === "workshop"
      ? { ...buildingHeat, model: "electricHeating" }
      : buildingHeat;
  }
  return kind === "refrigeration" && SMALL_COOLING.includes(resourceType) ? coolers : undefined;
}
