import type { SiteLoads } from "../site-type.ts";

/** Where people work at desks, learn and are cared for. */
export const publicPlaces = {
  office: [
    ["plugs", 9, "Desks", "Computers, screens, printers and servers"],
    ["lighting", 6, "Lighting", "Offices, corridors and car park"],
    ["ventilation", 5, "Ventilation", "Air of the offices"],
    ["heating", 9, "Heating", "Heat pump of the building"],
    ["kitchen", 3, "Canteen", "Coffee machines, dishwasher and fridges"],
    ["ev-charging", 11, "Charging point", "Charging point of the car park"],
  ],
  school: [
    ["lighting", 18, "Lighting", "Classrooms, gym and yard"],
    ["ventilation", 16, "Ventilation", "Air of the classrooms"],
    ["heating", 20, "Heating", "Heat pump of the school"],
    ["plugs", 12, "Classrooms", "Boards, computers and workshops"],
    ["kitchen", 10, "Canteen", "Ovens, hobs and dishwasher"],
    ["hot-water", 6, "Hot water", "Boilers of kitchen and gym"],
  ],
  kindergarten: [
    ["lighting", 3, "Lighting", "Rooms and playground"],
    ["ventilation", 3.5, "Ventilation", "Air of the rooms"],
    ["heating", 7, "Heating", "Heat pump and floor heating"],
    ["kitchen", 6, "Kitchen", "Oven, hob and dishwasher"],
    ["laundry", 3, "Laundry", "Washer and drier"],
    ["hot-water", 3, "Hot water", "Boiler of the washrooms"],
  ],
  clinic: [
    ["process", 4, "Treatment", "Compressor, steriliser and instruments"],
    ["lighting", 3, "Lighting", "Treatment and waiting rooms"],
    ["ventilation", 3, "Ventilation", "Air of the treatment rooms"],
    ["heating", 5, "Heating", "Heat pump of the clinic"],
    ["plugs", 3.5, "Desks", "Computers, screens and medicine fridge"],
    ["hot-water", 2, "Hot water", "Boiler of the washrooms"],
  ],
  "nursing-home": [
    ["kitchen", 14, "Kitchen", "Kitchen for all meals"],
    ["laundry", 9, "Laundry", "Washers and driers"],
    ["lighting", 8, "Lighting", "Flats, corridors and garden"],
    ["ventilation", 9, "Ventilation", "Air of the flats"],
    ["heating", 16, "Heating", "Heat pump of the building"],
    ["hot-water", 9, "Hot water", "Boilers of the bathrooms"],
  ],
  library: [
    ["lighting", 8, "Lighting", "Shelves and reading rooms"],
    ["ventilation", 6, "Ventilation", "Air of the reading rooms"],
    ["heating", 10, "Heating", "Heat pump of the building"],
    ["plugs", 5, "Desks", "Computers, lending and sorting machines"],
    ["kitchen", 2, "Coffee corner", "Coffee machine, dishwasher and fridge"],
    ["hot-water", 1.5, "Hot water", "Boiler of the washrooms"],
  ],
} as const satisfies Record<string, SiteLoads>;
