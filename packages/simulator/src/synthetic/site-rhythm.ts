/**
 * When people are active at a kind of site: one digit for each local hour 0 to 23, in ninths of full
 * activity.
 */
export interface SiteRhythm {
  readonly workday: string;
  readonly saturday: string;
  readonly sunday: string;
}

/** Rhythms by what a site is like. Shapes are our own, after the daily curves of such sites. */
const rhythms = {
  home: {
    workday: "211112465333334456898764",
    saturday: "322111235677666667898765",
    sunday: "322111124678876668998653",
  },
  evening: {
    workday: "311111112222444334789975",
    saturday: "611111112233555445789998",
    sunday: "611111112234665456788642",
  },
  day: {
    workday: "111111259999899986311111",
    saturday: "111111112222222111111111",
    sunday: "111111111111111111111111",
  },
  shop: {
    workday: "111111124788888899732111",
    saturday: "111111124899998753211111",
    sunday: "111111112345554321111111",
  },
  early: {
    workday: "124899987655544332211111",
    saturday: "135999998765433221111111",
    sunday: "125899998765433221111111",
  },
  farm: {
    workday: "222236998544444468865332",
    saturday: "222236998544444468865332",
    sunday: "222225897433333468854332",
  },
  always: {
    workday: "555556677777777777777665",
    saturday: "555556666777777777777665",
    sunday: "555555666777777777776655",
  },
} as const satisfies Record<string, SiteRhythm>;

/** Which rhythm each known `resourceType` follows. */
const rhythmOfType = new Map<string, keyof typeof rhythms>(
  Object.entries({
    house: "home",
    flat: "home",
    pub: "evening",
    restaurant: "evening",
    cinema: "evening",
    "sports-hall": "evening",
    office: "day",
    school: "day",
    kindergarten: "day",
    clinic: "day",
    workshop: "day",
    factory: "day",
    shop: "shop",
    supermarket: "shop",
    hairdresser: "shop",
    cafe: "shop",
    library: "shop",
    bakery: "early",
    farm: "farm",
    hotel: "always",
    "nursing-home": "always",
    "cold-store": "always",
  } as const),
);

/** The rhythm of a site. A `resourceType` that is not known is active all the time, a bit more by day. */
export function siteRhythm(resourceType: string): SiteRhythm {
  return rhythms[rhythmOfType.get(resourceType) ?? "always"];
}
