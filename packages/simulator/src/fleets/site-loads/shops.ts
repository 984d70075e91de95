import type { SiteLoads } from "../site-type.ts";

/** Where people buy. */
export const shops = {
  bakery: [
    ["process", 24, "Ovens", "Deck ovens and proving cabinet"],
    ["refrigeration", 3, "Cold rooms", "Dough retarder, cream and counter coolers"],
    ["kitchen", 4, "Bakehouse", "Mixers, sheeter and fryer"],
    ["lighting", 1.6, "Lighting", "Bakehouse and shop"],
    ["ventilation", 3, "Ventilation", "Hood over the ovens"],
    ["plugs", 1.5, "Shop", "Till, slicer and coffee machine"],
  ],
  supermarket: [
    ["refrigeration", 38, "Cooling", "Cabinets, freezers and cold rooms on one plant"],
    ["lighting", 14, "Lighting", "Sales floor, store and car park"],
    ["ventilation", 9, "Ventilation", "Air of the sales floor"],
    ["kitchen", 12, "Bake-off", "Bake-off ovens and hot counter"],
    ["heating", 15, "Heating", "Heat pump and door curtain"],
    ["plugs", 6, "Tills", "Tills, deposit machines and office"],
  ],
  shop: [
    ["lighting", 3.2, "Lighting", "Sales floor, windows and sign"],
    ["ventilation", 1.8, "Ventilation", "Air of the shop"],
    ["heating", 4, "Heating", "Heat pump and door curtain"],
    ["plugs", 2, "Till", "Till, screens and tools"],
    ["hot-water", 1.5, "Hot water", "Boiler of the back room"],
    ["refrigeration", 0.4, "Fridge", "Fridge of the staff room"],
  ],
  hairdresser: [
    ["hot-water", 4.5, "Hot water", "Boiler of the wash basins"],
    ["process", 5, "Driers", "Hand and hood driers"],
    ["lighting", 1.5, "Lighting", "Mirrors, room and window"],
    ["ventilation", 0.9, "Ventilation", "Air of the salon"],
    ["laundry", 2.2, "Laundry", "Washer and drier for towels"],
    ["plugs", 0.8, "Till", "Till, music and coffee"],
  ],
} as const satisfies Record<string, SiteLoads>;
