/** What makes a kind of load draw more than at rest, and what it can do without. */
export interface LoadPart {
  /** Share of rated power when nobody is active, 0 to 1. */
  readonly restShare: number;
  /** Share of rated power at full activity, 0 to 1. */
  readonly activeShare: number;
  /** How much of the activity counts: a digit per local hour, in ninths; all of it if left out. */
  readonly hours?: string;
  /** What it does whoever is there: a digit per local hour that takes the place of the activity. */
  readonly ownHours?: string;
  /** What of the season and the sun scales it. */
  readonly follows?: "cold" | "warm" | "dark";
  /** Whether compressors go on and off: what is drawn is then a share of time, not of power. */
  readonly cycles?: boolean;
  /** How far it wanders around its curve, as a share of it, 0 to 1: in a quarter of an hour, in three hours. */
  readonly wander: readonly [quick: number, slow: number];
  /** Share of its power that goes at shed levels 1, 2 and 3, 0 to 1. */
  readonly sheds: readonly [number, number, number];
  /** Share of its power that each kelvin of a temperature offset adds. @defaultValue 0 */
  readonly perKelvin?: number;
}

const parts = {
  refrigeration: {
    restShare: 0.42,
    activeShare: 0.6,
    follows: "warm",
    cycles: true,
    wander: [0, 0.15],
    sheds: [0.15, 0.3, 0.5],
    perKelvin: -0.05,
  },
  kitchen: {
    restShare: 0.03,
    activeShare: 0.85,
    hours: "346899989999975689999864",
    wander: [0.35, 0.2],
    sheds: [0, 0.1, 0.25],
  },
  lighting: {
    restShare: 0.06,
    activeShare: 0.9,
    follows: "dark",
    wander: [0.04, 0.05],
    sheds: [0.1, 0.25, 0.4],
  },
  ventilation: {
    restShare: 0.1,
    activeShare: 0.8,
    wander: [0.04, 0.06],
    sheds: [0.3, 0.6, 0.9],
    perKelvin: -0.03,
  },
  heating: {
    restShare: 0.55,
    activeShare: 0.9,
    follows: "cold",
    wander: [0.12, 0.12],
    sheds: [0.3, 0.6, 1],
    perKelvin: 0.08,
  },
  "hot-water": {
    restShare: 0.04,
    activeShare: 0.7,
    hours: "433468998888766778998765",
    wander: [0.4, 0.15],
    sheds: [0.3, 0.6, 1],
    perKelvin: 0.02,
  },
  plugs: {
    restShare: 0.12,
    activeShare: 0.75,
    wander: [0.12, 0.15],
    sheds: [0, 0.05, 0.15],
  },
  process: {
    restShare: 0.04,
    activeShare: 0.85,
    wander: [0.2, 0.15],
    sheds: [0.05, 0.15, 0.4],
  },
  laundry: {
    restShare: 0.02,
    activeShare: 0.7,
    hours: "000000589999999986431000",
    wander: [0.55, 0.2],
    sheds: [0.3, 0.7, 1],
  },
  "ev-charging": {
    restShare: 0.02,
    activeShare: 0.75,
    ownHours: "543211136899876655556666",
    wander: [0.4, 0.4],
    sheds: [0.4, 0.8, 1],
  },
  general: {
    restShare: 0.2,
    activeShare: 0.75,
    wander: [0.15, 0.15],
    sheds: [0.05, 0.15, 0.3],
  },
} as const satisfies Record<string, LoadPart>;

/** A kind of load whose behaviour is known. */
export type CommercialPart = keyof typeof parts;

/** Names of all {@link CommercialPart}s. */
export const COMMERCIAL_PARTS: readonly CommercialPart[] = Object.keys(parts) as CommercialPart[];

/** Names of the load kinds that have a curve of their own. */
export const LOAD_KINDS: readonly string[] = COMMERCIAL_PARTS.filter((part) => part !== "general");

/** The behaviour of a kind of load. */
export function loadPart(part: CommercialPart): LoadPart {
  return parts[part];
}
