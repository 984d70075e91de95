import type { SiteLoads } from "../site-type.ts";

/** Where things are made, kept and grown. */
export const industry = {
  workshop: [
    ["process", 22, "Machines", "Lifts, welders, saws and compressor"],
    ["ventilation", 6, "Extraction", "Dust and fume extraction"],
    ["lighting", 4, "Lighting", "Workshop, store and yard"],
    ["heating", 8, "Heating", "Fan heaters of the workshop"],
    ["plugs", 3, "Hand tools", "Hand tools, chargers and office"],
    ["hot-water", 1.5, "Hot water", "Boiler of the washroom"],
  ],
  factory: [
    ["process", 120, "Production", "Machines of two shifts"],
    ["ventilation", 25, "Ventilation", "Halls and extraction"],
    ["lighting", 18, "Lighting", "Halls, store and yard"],
    ["refrigeration", 30, "Process cooling", "Chillers of the machines"],
    ["heating", 28, "Heating", "Heat pump of the halls"],
    ["plugs", 8, "Offices", "Offices, canteen and chargers"],
  ],
  "cold-store": [
    ["refrigeration", 85, "Cold rooms", "Compressors of the cold rooms, at 22 degrees below zero"],
    ["process", 15, "Conveyors", "Conveyors, gates and packing"],
    ["lighting", 5, "Lighting", "Cold rooms and ramps"],
    ["ventilation", 6, "Door fans", "Air curtains and fans of the ramps"],
    ["ev-charging", 14, "Fork lifts", "Chargers of the fork lifts"],
    ["plugs", 3, "Office", "Office and staff room"],
  ],
  farm: [
    ["process", 16, "Milking", "Vacuum pumps, milk pumps and feeders"],
    ["refrigeration", 8, "Milk tank", "Cooling of the milk"],
    ["ventilation", 11, "Barn fans", "Fans of the barns"],
    ["lighting", 4, "Lighting", "Barns and yard"],
    ["hot-water", 6, "Hot water", "Washing of the milking plant"],
    ["plugs", 3, "Workshop", "Workshop, pumps and fence"],
  ],
} as const satisfies Record<string, SiteLoads>;
