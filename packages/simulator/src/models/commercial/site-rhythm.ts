/**
 * When people are active at a kind of site. A day is a text of one digit per local hour from 00:00 on,
 * in ninths of full activity; digits beyond the 24th are the small hours of the next day, for places
 * that close after midnight.
 */
export interface SiteRhythm {
  readonly workday: string;
  /** As a workday if left out. */
  readonly friday?: string | undefined;
  readonly saturday: string;
  readonly sunday: string;
  /** As a Sunday if left out. */
  readonly holiday?: string | undefined;
  /** Share of such sites that stay closed on Mondays, 0 to 1. @defaultValue 0 */
  readonly mondayOffShare?: number | undefined;
  /** How much of the lighting daylight takes the place of, 0 to 1. @defaultValue 0.4 */
  readonly daylight?: number | undefined;
  /** How much is left on where nobody is, against what is usual; 0 to 2. @defaultValue 1 */
  readonly idle?: number | undefined;
  /** Times of the year when little goes on. */
  readonly closures?: readonly Closure[] | undefined;
}

/** A time of each year when a site is less active. */
export interface Closure {
  /** First day, `MM-DD`. */
  readonly from: string;
  /** Last day, `MM-DD`; before `from` if it lies in the next year. */
  readonly to: string;
  /** What is left of the activity, 0 to 1. */
  readonly activity: number;
}

const SCHOOL_HOLIDAYS: readonly Closure[] = [
  { from: "06-28", to: "08-10", activity: 0.1 },
  { from: "10-12", to: "10-18", activity: 0.2 },
  { from: "12-21", to: "01-03", activity: 0.05 },
  { from: "02-10", to: "02-16", activity: 0.2 },
];

const CHRISTMAS: Closure = { from: "12-24", to: "01-01", activity: 0.35 };

/** Shapes are our own, fitted to what is known of the daily curves of such sites. */
const rhythms = {
  home: {
    workday: "100001354322222233678753",
    saturday: "210000123455544445678764",
    sunday: "210000112345654445678753",
    daylight: 0.85,
  },
  pub: {
    workday: "0000000001248643224678864100",
    friday: "0000000001248643236899998752",
    saturday: "0000000001246543345888888863",
    sunday: "0000000001268754457887520000",
    daylight: 0.3,
  },
  restaurant: {
    workday: "0000000001368732235898621000",
    friday: "0000000001368732247999864100",
    saturday: "0000000001357643358999975200",
    sunday: "0000000001369875468987410000",
    mondayOffShare: 0.5,
    daylight: 0.3,
  },
  leisure: {
    workday: "000000012222233468998752",
    saturday: "000000014666556668998641",
    sunday: "000000014777666667875310",
    daylight: 0.15,
    closures: [{ from: "07-01", to: "08-01", activity: 0.6 }],
  },
  cinema: {
    workday: "0000000000001223347999720000",
    saturday: "0000000000134566679999852000",
    sunday: "000000000013466668997410",
    daylight: 0,
  },
  office: {
    workday: "000000159999966753100000",
    friday: "000000159999965421000000",
    saturday: "000000000111110000000000",
    sunday: "000000000000000000000000",
    daylight: 0.5,
    idle: 0.5,
    closures: [CHRISTMAS, { from: "07-08", to: "07-28", activity: 0.65 }],
  },
  school: {
    workday: "000000159999876432110000",
    friday: "000000159999853210000000",
    saturday: "000000000111110000000000",
    sunday: "000000000000000000000000",
    daylight: 0.55,
    idle: 0.5,
    closures: SCHOOL_HOLIDAYS,
  },
  daycare: {
    workday: "000001589998777630000000",
    friday: "000001589998776310000000",
    saturday: "000000000000000000000000",
    sunday: "000000000000000000000000",
    daylight: 0.55,
    idle: 0.7,
    closures: [
      { from: "07-08", to: "07-28", activity: 0.4 },
      { from: "12-23", to: "01-01", activity: 0.1 },
    ],
  },
  clinic: {
    workday: "000000028999977741000000",
    friday: "000000028999965300000000",
    saturday: "000000000000000000000000",
    sunday: "000000000000000000000000",
    daylight: 0.3,
    idle: 0.6,
    closures: [CHRISTMAS, { from: "07-08", to: "07-28", activity: 0.5 }],
  },
  workshop: {
    workday: "000000589937998610000000",
    friday: "000000589937985100000000",
    saturday: "000000001221000000000000",
    sunday: "000000000000000000000000",
    daylight: 0.3,
    idle: 0.8,
    closures: [CHRISTMAS, { from: "07-08", to: "07-28", activity: 0.4 }],
  },
  factory: {
    workday: "333336999989999886555543",
    friday: "333336999989998542222222",
    saturday: "222222222222222222222222",
    sunday: "222222222222222222222223",
    daylight: 0.2,
    closures: [
      { from: "12-23", to: "01-01", activity: 0.3 },
      { from: "07-08", to: "07-28", activity: 0.5 },
    ],
  },
  shop: {
    workday: "000000013677777788852000",
    friday: "000000013677777888864000",
    saturday: "000000013799998752100000",
    sunday: "000000000013333200000000",
    holiday: "000000000000000000000000",
    daylight: 0.15,
    idle: 0.8,
  },
  supermarket: {
    workday: "000001357788888999752100",
    saturday: "000001357899999886652100",
    sunday: "000001356788888887652100",
    holiday: "000000000012222100000000",
    daylight: 0.1,
  },
  cafe: {
    workday: "000000014678887654210000",
    saturday: "000000003689999875410000",
    sunday: "000000003589999864100000",
    mondayOffShare: 0.3,
    daylight: 0.5,
  },
  hairdresser: {
    workday: "000000003899888983000000",
    saturday: "000000005999850000000000",
    sunday: "000000000000000000000000",
    mondayOffShare: 0.6,
    daylight: 0.3,
  },
  library: {
    workday: "000000001488888875110000",
    saturday: "000000000377774000000000",
    sunday: "000000000026666300000000",
    daylight: 0.5,
    idle: 0.7,
    closures: [{ from: "12-23", to: "01-01", activity: 0.2 }],
  },
  bakery: {
    workday: "003799999876654433200000",
    saturday: "027999999998764300000000",
    sunday: "014899999987653100000000",
    mondayOffShare: 0.3,
    daylight: 0.2,
  },
  farm: {
    workday: "111112358985333234798521",
    saturday: "111112358985333234798521",
    sunday: "111111247974222223798421",
    holiday: "111111247974222223798421",
    daylight: 0.3,
  },
  hotel: {
    workday: "322223589986555678998764",
    saturday: "432222347998765567899985",
    sunday: "432222346998865556788753",
    daylight: 0.3,
  },
  "nursing-home": {
    workday: "333334789998766788765444",
    saturday: "333334689998766787765444",
    sunday: "333334679998766787765444",
    daylight: 0.4,
  },
  "cold-store": {
    workday: "444456789999998876654444",
    saturday: "444444555555555555544444",
    sunday: "444444444444444444444444",
    daylight: 0.1,
  },
  general: {
    workday: "333334678888888876654433",
    saturday: "333333556666666666554433",
    sunday: "333333445555555555544333",
  },
} as const satisfies Record<string, SiteRhythm>;

/** A kind of site whose rhythm is known. */
export type CommercialSite = keyof typeof rhythms;

/** Names of all {@link CommercialSite}s. */
export const COMMERCIAL_SITES: readonly CommercialSite[] = Object.keys(rhythms) as CommercialSite[];

/** The rhythm of a kind of site. */
export function siteRhythm(site: CommercialSite): SiteRhythm {
  return rhythms[site];
}
