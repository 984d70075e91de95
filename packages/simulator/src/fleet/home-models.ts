import type { ModelSpecInput } from "../models/model-kinds.ts";

/**
 * How the loads of homes behave, by their kind. What is done by people goes by the same occupancy at
 * all loads of a home.
 */
export const homeModels: ReadonlyMap<string, ModelSpecInput> = new Map<string, ModelSpecInput>([
  ["heating", { model: "heatPump" }],
  ["ev-charging", { model: "ev" }],
  ["hot-water", { model: "waterHeater", volumeL: 80, litresPerPersonDay: 30 }],
]);
