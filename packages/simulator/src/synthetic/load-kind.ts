/** What makes a load of some kind draw more than at rest. */
export interface LoadKind {
  /** Share of rated power when nobody is active, 0 to 1. */
  readonly restShare: number;
  /** Share of rated power at full activity, 0 to 1. */
  readonly activeShare: number;
  /** How much of the activity counts: a digit per local hour, in ninths; all of it if left out. */
  readonly hours?: string;
  /** What of the season and the sun scales it. */
  readonly follows?: "cold" | "dark";
  /** How far it wanders around its curve, as a share of it, 0 to 1. */
  readonly wander: number;
}

const kinds = new Map<string, LoadKind>(
  Object.entries({
    refrigeration: { restShare: 0.35, activeShare: 0.6, wander: 0.35 },
    kitchen: {
      restShare: 0.03,
      activeShare: 0.8,
      hours: "211135765589854558986432",
      wander: 0.5,
    },
    lighting: { restShare: 0.05, activeShare: 0.85, follows: "dark", wander: 0.12 },
    ventilation: { restShare: 0.12, activeShare: 0.75, wander: 0.1 },
    heating: { restShare: 0.45, activeShare: 0.75, follows: "cold", wander: 0.25 },
    "hot-water": {
      restShare: 0.04,
      activeShare: 0.65,
      hours: "211137986544454456887643",
      wander: 0.5,
    },
    plugs: { restShare: 0.15, activeShare: 0.7, wander: 0.3 },
    process: { restShare: 0.05, activeShare: 0.8, wander: 0.3 },
    laundry: {
      restShare: 0.02,
      activeShare: 0.6,
      hours: "000000358999987777653100",
      wander: 0.7,
    },
    "ev-charging": {
      restShare: 0.02,
      activeShare: 0.7,
      hours: "432100112222334678999876",
      wander: 0.7,
    },
  } satisfies Record<string, LoadKind>),
);

const general: LoadKind = { restShare: 0.2, activeShare: 0.7, wander: 0.3 };

/** Names of the load kinds that have a curve of their own. */
export const LOAD_KINDS: readonly string[] = [...kinds.keys()];

/** The behaviour of a kind of load. A kind that is not known gets a general one. */
export function loadKind(kind: string): LoadKind {
  return kinds.get(kind) ?? general;
}
