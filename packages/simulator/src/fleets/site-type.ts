/** The loads of a kind of site, `load_0` to `load_5`: what each is, and its usual rated power in kW. */
export type SiteLoads = readonly (readonly [kind: string, ratedPowerKw: number])[];

/** A kind of site of the sample fleet; the `resourceType` of its resources. */
export type SiteType =
  | "pub"
  | "restaurant"
  | "cafe"
  | "bakery"
  | "supermarket"
  | "shop"
  | "hairdresser"
  | "office"
  | "school"
  | "kindergarten"
  | "clinic"
  | "workshop"
  | "factory"
  | "hotel"
  | "nursing-home"
  | "sports-hall"
  | "cinema"
  | "library"
  | "cold-store"
  | "farm"
  | "house"
  | "flat";

/** What stands at each kind of site of the sample fleet. */
export const siteLoads: Readonly<Record<SiteType, SiteLoads>> = {
  pub: [
    ["refrigeration", 3.5], // cellar cooling
    ["kitchen", 9],
    ["lighting", 2.4],
    ["ventilation", 2.2],
    ["hot-water", 4],
    ["plugs", 3], // taps, music, tills
  ],
  restaurant: [
    ["refrigeration", 4],
    ["kitchen", 18],
    ["lighting", 2.8],
    ["ventilation", 4.5],
    ["hot-water", 6],
    ["heating", 8],
  ],
  cafe: [
    ["refrigeration", 2],
    ["kitchen", 6],
    ["lighting", 1.4],
    ["ventilation", 1.2],
    ["hot-water", 5],
    ["plugs", 1.5],
  ],
  bakery: [
    ["process", 24], // ovens
    ["refrigeration", 3],
    ["kitchen", 4],
    ["lighting", 1.6],
    ["ventilation", 3],
    ["plugs", 1.5],
  ],
  supermarket: [
    ["refrigeration", 38],
    ["lighting", 14],
    ["ventilation", 9],
    ["kitchen", 12],
    ["heating", 15],
    ["plugs", 6],
  ],
  shop: [
    ["lighting", 3.2],
    ["ventilation", 1.8],
    ["heating", 4],
    ["plugs", 2],
    ["hot-water", 1.5],
    ["refrigeration", 0.4],
  ],
  hairdresser: [
    ["hot-water", 4.5],
    ["process", 5], // driers
    ["lighting", 1.5],
    ["ventilation", 0.9],
    ["laundry", 2.2],
    ["plugs", 0.8],
  ],
  office: [
    ["plugs", 9],
    ["lighting", 6],
    ["ventilation", 5],
    ["heating", 9],
    ["kitchen", 3],
    ["ev-charging", 11],
  ],
  school: [
    ["lighting", 18],
    ["ventilation", 16],
    ["heating", 20],
    ["plugs", 12],
    ["kitchen", 10],
    ["hot-water", 6],
  ],
  kindergarten: [
    ["lighting", 3],
    ["ventilation", 3.5],
    ["heating", 7],
    ["kitchen", 6],
    ["laundry", 3],
    ["hot-water", 3],
  ],
  clinic: [
    ["process", 4],
    ["lighting", 3],
    ["ventilation", 3],
    ["heating", 5],
    ["plugs", 3.5],
    ["hot-water", 2],
  ],
  workshop: [
    ["process", 22],
    ["ventilation", 6],
    ["lighting", 4],
    ["heating", 8],
    ["plugs", 3],
    ["hot-water", 1.5],
  ],
  factory: [
    ["process", 120],
    ["ventilation", 25],
    ["lighting", 18],
    ["refrigeration", 30],
    ["heating", 28],
    ["plugs", 8],
  ],
  hotel: [
    ["kitchen", 20],
    ["laundry", 12],
    ["lighting", 12],
    ["ventilation", 14],
    ["hot-water", 18],
    ["ev-charging", 22],
  ],
  "nursing-home": [
    ["kitchen", 14],
    ["laundry", 9],
    ["lighting", 8],
    ["ventilation", 9],
    ["heating", 16],
    ["hot-water", 9],
  ],
  "sports-hall": [
    ["lighting", 16],
    ["ventilation", 12],
    ["heating", 18],
    ["hot-water", 14],
    ["kitchen", 4],
    ["plugs", 2],
  ],
  cinema: [
    ["process", 12], // projectors and sound
    ["ventilation", 10],
    ["lighting", 4],
    ["refrigeration", 1.5],
    ["heating", 9],
    ["plugs", 2],
  ],
  library: [
    ["lighting", 8],
    ["ventilation", 6],
    ["heating", 10],
    ["plugs", 5],
    ["kitchen", 2],
    ["hot-water", 1.5],
  ],
  "cold-store": [
    ["refrigeration", 85],
    ["process", 15],
    ["lighting", 5],
    ["ventilation", 6],
    ["ev-charging", 14], // fork lifts
    ["plugs", 3],
  ],
  farm: [
    ["process", 16], // milking
    ["refrigeration", 8],
    ["ventilation", 11],
    ["lighting", 4],
    ["hot-water", 6],
    ["plugs", 3],
  ],
  house: [
    ["heating", 2.5], // heat pump
    ["kitchen", 1.5],
    ["lighting", 0.3],
    ["refrigeration", 0.15],
    ["laundry", 1],
    ["ev-charging", 3.7],
  ],
  flat: [
    ["kitchen", 1.2],
    ["lighting", 0.15],
    ["refrigeration", 0.12],
    ["laundry", 0.8],
    ["plugs", 0.4],
    ["hot-water", 0.6],
  ],
};
