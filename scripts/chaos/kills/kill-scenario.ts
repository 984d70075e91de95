import { Draws, textKey } from "@ven/core";
import type { FleetShape } from "../fleet/chaos-fleet.ts";
import { KILL_POINTS, type Kill } from "../sender/kill-point.ts";
import type { PersonalityName } from "../vtn/personality.ts";
import type { Trouble } from "../vtn/trouble.ts";

/** A run of processes that are ended one after the other, on one outbox, against one VTN. */
export interface KillScenario {
  readonly seed: string;
  readonly protocol: "flat" | "3.0.1" | "3.1.0";
  readonly personality: PersonalityName;
  readonly troubles: readonly Trouble[];
  readonly kills: readonly Kill[];
  readonly shape: FleetShape;
  /** How many ticks a life has at most before it is ended in any case. */
  readonly ticksPerLife: number;
  /** How many ticks there are in all, at least. */
  readonly ticks: number;
  /** Between two ticks, ms. */
  readonly pauseMs: number;
  readonly maxReadingsPerReport: number;
  readonly durability: "process" | "power-loss";
  /** See `blindOutbox`. */
  readonly isBlind: boolean;
}

/** Small VENs, so that every one of many lives sends many reports. */
export const KILL_SHAPE: FleetShape = {
  venCount: 4,
  siteCount: 2,
  loadCount: 6,
  firstAtMs: Date.UTC(2025, 0, 16, 14),
  stepMs: 10_000,
};

/** Longest life before a kill at a random moment, ms: about a dozen ticks. */
const LONGEST_RANDOM_MS = 250;

/**
 * Draws so many kills: half of them at the named points in turn, each at one of its first passages, half
 * at any moment.
 */
export function drawKills(seed: string, count: number): readonly Kill[] {
  const draws = new Draws().startAt(textKey(seed), 1, 0);
  return Array.from({ length: count }, (_, index) => {
    const place = draws.uniform();
    const point = KILL_POINTS[Math.floor(index / 2) % KILL_POINTS.length];
    return index % 2 === 0 || point === undefined
      ? { point: "random", afterMs: Math.floor(place * LONGEST_RANDOM_MS) }
      : { point, nth: 1 + Math.floor(place * 6) };
  });
}
