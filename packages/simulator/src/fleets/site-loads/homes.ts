import type { SiteLoads } from "../site-type.ts";

/** Where people live. */
export const homes = {
  house: [
    ["heating", 2.5, "Heat pump", "Heat pump of the house"],
    ["kitchen", 5, "Kitchen", "Hob, oven, kettle and dishwasher"],
    ["lighting", 0.4, "Lighting", "Lamps of all rooms"],
    ["refrigeration", 0.15, "Fridge and freezer", "Fridge and freezer"],
    ["laundry", 3, "Laundry", "Washing machine and drier"],
    ["ev-charging", 3.7, "Car charger", "Charger of the car"],
  ],
  flat: [
    ["kitchen", 4, "Kitchen", "Hob, oven, kettle and dishwasher"],
    ["lighting", 0.25, "Lighting", "Lamps of all rooms"],
    ["refrigeration", 0.12, "Fridge", "Fridge with a freezer"],
    ["laundry", 2.2, "Laundry", "Washing machine"],
    ["plugs", 1.2, "Sockets", "Television, computers and chargers"],
    ["hot-water", 1.2, "Hot water", "Electric water heater"],
  ],
} as const satisfies Record<string, SiteLoads>;
