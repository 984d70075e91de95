import type { SiteLoads } from "../site-type.ts";

/** Where people eat, drink, sleep and are entertained. */
export const hospitality = {
  pub: [
    [
      "refrigeration",
      3.5,
      "Cellar cooling",
      "Kegs at 7 degrees, and the bottle coolers behind the bar",
    ],
    ["kitchen", 9, "Kitchen", "Fryer, grill and dishwasher"],
    ["lighting", 2.4, "Lighting", "Bar, rooms and sign"],
    ["ventilation", 2.2, "Ventilation", "Kitchen hood and air of the bar"],
    ["hot-water", 4, "Hot water", "Glass washer and taps"],
    ["plugs", 3, "Bar", "Beer taps, music, tills and screens"],
  ],
  restaurant: [
    ["refrigeration", 4, "Cold rooms", "Cold room, freezer and counter coolers"],
    ["kitchen", 18, "Kitchen", "Ovens, hobs, fryers and dishwasher"],
    ["lighting", 2.8, "Lighting", "Dining room, kitchen and sign"],
    ["ventilation", 4.5, "Ventilation", "Kitchen hood and air of the dining room"],
    ["hot-water", 6, "Hot water", "Boiler for kitchen and washrooms"],
    ["heating", 8, "Heating", "Heat pump of the dining room"],
  ],
  cafe: [
    ["refrigeration", 2, "Coolers", "Cake counter and milk coolers"],
    ["kitchen", 6, "Kitchen", "Espresso machines, oven and toaster"],
    ["lighting", 1.4, "Lighting", "Room, counter and window"],
    ["ventilation", 1.2, "Ventilation", "Air of the room"],
    ["hot-water", 5, "Hot water", "Boiler of the coffee bar"],
    ["plugs", 1.5, "Counter", "Till, music and guests' chargers"],
  ],
  hotel: [
    ["kitchen", 20, "Kitchen", "Breakfast and restaurant kitchen"],
    ["laundry", 12, "Laundry", "Washers, driers and mangle"],
    ["lighting", 12, "Lighting", "Rooms, corridors and grounds"],
    ["ventilation", 14, "Ventilation", "Rooms, kitchen and halls"],
    ["hot-water", 18, "Hot water", "Boilers for the rooms"],
    ["ev-charging", 22, "Charging points", "Two charging points for guests"],
  ],
  cinema: [
    ["process", 12, "Projection", "Projectors and sound of three halls"],
    ["ventilation", 10, "Ventilation", "Air of the halls"],
    ["lighting", 4, "Lighting", "Foyer, halls and sign"],
    ["refrigeration", 1.5, "Coolers", "Drinks and ice cream"],
    ["heating", 9, "Heating", "Heat pump of the building"],
    ["plugs", 2, "Foyer", "Popcorn machine, tills and screens"],
  ],
  "sports-hall": [
    ["lighting", 16, "Lighting", "Hall, changing rooms and car park"],
    ["ventilation", 12, "Ventilation", "Air of the hall"],
    ["heating", 18, "Heating", "Heat pump of the hall"],
    ["hot-water", 14, "Hot water", "Showers"],
    ["kitchen", 4, "Kiosk", "Coffee, oven and coolers of the kiosk"],
    ["plugs", 2, "Scoreboard", "Scoreboard, sound and office"],
  ],
} as const satisfies Record<string, SiteLoads>;
