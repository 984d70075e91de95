import type { ModelSpecInput } from "../models/model-kinds.ts";

/** What the people of a flat use a year, on average, kWh; those of a house use more. */
const FLAT_KWH = 2_200;

/** What is done by people goes by the same occupancy at all loads of a home. */
const homeModels: ReadonlyMap<string, ModelSpecInput> = new Map<string, ModelSpecInput>([
  ["home", { model: "appliances" }],
  ["appliances", { model: "appliances" }],
  ["kitchen", { model: "appliances", parts: ["cooking"] }],
  ["lighting", { model: "appliances", parts: ["lighting"] }],
  ["laundry", { model: "appliances", parts: ["wet"] }],
  ["plugs", { model: "appliances", parts: ["electronics", "other"] }],
  ["refrigeration", { model: "fridge" }],
  ["heating", { model: "heatPump" }],
  ["ev-charging", { model: "ev" }],
  ["hot-water", { model: "waterHeater", volumeL: 80, litresPerPersonDay: 30 }],
]);

/** How a kind of load behaves in a home; `undefined` if it is not usual there. */
export function homeModel(
  resourceType: "house" | "flat",
  kind: string,
): ModelSpecInput | undefined {
  const model = homeModels.get(kind);
  const isPeoples = model?.model === "appliances" && resourceType === "flat";
  return isPeoples ? { ...model, annualKwh: FLAT_KWH } : model;
}
