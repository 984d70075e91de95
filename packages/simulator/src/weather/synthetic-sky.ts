import { mixedWord, type TextKey } from "@ven/core";
import { KnotNoise } from "./knot-noise.ts";
import type { Place } from "./place.ts";

const DAY_MS = 86_400_000;

/** Never reuse a number. */
const STREAM = {
  dayClass: 11,
  persistence: 12,
  local: 13,
  dayLevel: 14,
  slow: 15,
  quick: 16,
  minute: 17,
} as const;

/** Share of clear and of overcast days by month, January first; other days are mixed. Danish. */
const CLEAR_SHARE = [0.08, 0.12, 0.16, 0.2, 0.22, 0.2, 0.19, 0.19, 0.17, 0.12, 0.08, 0.07];
const OVERCAST_SHARE = [0.6, 0.52, 0.42, 0.32, 0.27, 0.27, 0.28, 0.3, 0.36, 0.46, 0.58, 0.63];

/** How often a day is like the one before. */
const PERSISTENCE = 0.35;

/** How often a grid cell has another sky than the region. */
const LOCAL_SKY = 0.3;

type SkyClass = "clear" | "mixed" | "overcast";

/**
 * How much of a clear sky's light comes through: whole days are clear, mixed or overcast, and on mixed
 * ones clouds pass.
 *
 * @param regionKey - what all grid cells share
 * @returns a function of minutes since the epoch; 0.1 to 1.1
 */
export function syntheticSky(
  regionKey: TextKey,
  cellKey: TextKey,
  { latitudeDeg, longitudeDeg }: Place,
): (minute: number) => number {
  const slow = new KnotNoise(cellKey, STREAM.slow);
  const quick = new KnotNoise(cellKey, STREAM.quick);
  const solarMinutes = 4 * longitudeDeg;
  const monthsAhead = latitudeDeg < 0 ? 6 : 0;
  let keptDay = Number.NaN;
  let sky: SkyClass = "mixed";
  let level = 0;

  /** Days change at solar midnight, when it is dark. */
  const beginDay = (day: number) => {
    keptDay = day;
    const key = chance(cellKey, STREAM.local, day) < LOCAL_SKY ? cellKey : regionKey;
    const drawn = chance(key, STREAM.persistence, day) < PERSISTENCE ? day - 1 : day;
    const month = (new Date(day * DAY_MS).getUTCMonth() + monthsAhead) % 12;
    const place = chance(key, STREAM.dayClass, drawn);
    if (place < (CLEAR_SHARE[month] ?? 0)) sky = "clear";
    else sky = place >= 1 - (OVERCAST_SHARE[month] ?? 0) ? "overcast" : "mixed";
    level = chance(cellKey, STREAM.dayLevel, day);
  };

  return (minute) => {
    const day = Math.floor((minute + solarMinutes) / 1_440);
    if (day !== keptDay) beginDay(day);
    if (sky === "clear") return 0.96 + 0.08 * slow.at(minute / 75);
    if (sky === "overcast")
      return within((0.15 + 0.3 * level) * (0.65 + 0.7 * slow.at(minute / 75)));
    const cover = 0.55 * quick.at(minute / 9) + 0.45 * slow.at(minute / 75);
    const open = Math.min(1, Math.max(0, (cover - 0.33 - 0.28 * level) / 0.14 + 0.5));
    const flicker = 0.1 * (chance(cellKey, STREAM.minute, minute) - 0.5);
    return within(0.31 + 0.75 * open * open * (3 - 2 * open) + flicker);
  };
}

function chance(key: TextKey, stream: number, index: number): number {
  return mixedWord(key, stream, index) / 0x1_0000_0000;
}

function within(clearness: number): number {
  return Math.min(1.1, Math.max(0.1, clearness));
}
