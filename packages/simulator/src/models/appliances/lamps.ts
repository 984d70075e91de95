import { streamWord } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { HomeDay } from "./home-day.ts";
import type { HomePulses } from "./home-pulses.ts";
import type { Household } from "./household.ts";
import { STREAM } from "./stream.ts";

const HOUR_S = 3_600;

/** The lamps of a room, and how they are used. */
interface Room {
  /** Of all lamps' power. */
  readonly share: number;
  /** Share of mornings and of evenings on which they are on while it is dark outside. */
  readonly morning: number;
  readonly evening: number;
  /** Share of the evening that they are on for. */
  readonly part: number;
  /** Share of days on which they are on for some time however light it is outside. */
  readonly anyway: number;
}

/** Living room, kitchen, bedrooms, bathroom, hall. */
const ROOMS: readonly Room[] = [
  { share: 0.3, morning: 0.35, evening: 0.95, part: 0.95, anyway: 0.3 },
  { share: 0.24, morning: 0.85, evening: 0.9, part: 0.6, anyway: 0.6 },
  { share: 0.16, morning: 0.3, evening: 0.7, part: 0.5, anyway: 0.3 },
  { share: 0.16, morning: 0.7, evening: 0.6, part: 0.35, anyway: 0.6 },
  { share: 0.14, morning: 0.4, evening: 0.8, part: 0.9, anyway: 0.5 },
];

/** How long lamps are on at most that are on however light it is outside, s. */
const ANYWAY_S = 5 * HOUR_S;

/** When somebody could want light on a day, epoch s. */
interface LitDay {
  readonly upS: number;
  readonly bedS: number;
  readonly dawnS: number;
  readonly duskS: number;
  /** When nobody is in; an empty time if somebody is all day. */
  readonly outFromS: number;
  readonly outToS: number;
}

/** Lights a home while somebody is up and in and it is dark outside, and some rooms at other times. */
export function addLamps(
  pulses: HomePulses,
  { lampsW }: Household,
  homeDay: HomeDay,
  day: LocalDay,
  dawnS: number,
  duskS: number,
): void {
  const bedS = day.atWall(homeDay.bedS);
  const isOut = homeDay.outToS > homeDay.outFromS;
  const lit = {
    upS: day.atWall(homeDay.upS),
    bedS,
    dawnS,
    duskS,
    outFromS: isOut ? day.atWall(homeDay.outFromS) : bedS,
    outToS: isOut ? day.atWall(homeDay.outToS) : bedS,
  };
  for (let place = 0; place < ROOMS.length; place += 1) {
    const room = ROOMS[place];
    if (room === undefined) return;
    const dark = streamWord(homeDay.place, STREAM.lampUse + 2 * place);
    const light = streamWord(homeDay.place, STREAM.lampUse + 2 * place + 1);
    addDark(pulses, room, room.share * lampsW, lit, dark);
    addAnyway(pulses, room, room.share * lampsW, lit, light);
  }
}

/** The room in the morning and in the evening. @param word - a random one */
function addDark(
  pulses: HomePulses,
  { morning, evening, part }: Room,
  powerW: number,
  lit: LitDay,
  word: number,
): void {
  const { upS, bedS, dawnS, duskS } = lit;
  const early = (word & 0xff) / 256;
  const late = ((word >>> 8) & 0xff) / 256;
  if (((word >>> 16) & 0xff) / 256 < morning) {
    const untilS = upS + (1 + 2 * early + (part > 0.9 ? 1 : 0)) * HOUR_S;
    addIn(pulses, lit, upS + 900 * early, Math.min(untilS, dawnS + 1_200 * late), powerW);
  }
  if ((word >>> 24) / 256 < evening) {
    const litS = Math.max(duskS + 2_400 * (early - 0.5), upS);
    const lengthS = Math.max(0, bedS - litS);
    // Somewhere in the evening, for a part of it.
    const fromS = litS + late * (1 - part) * lengthS;
    addIn(pulses, lit, fromS, fromS + part * lengthS + 1_200 * (early - 0.5), powerW);
  }
}

/** The room by day. @param word - a random one */
function addAnyway(
  pulses: HomePulses,
  { anyway }: Room,
  powerW: number,
  lit: LitDay,
  word: number,
): void {
  if ((word >>> 16) / 0x10000 >= anyway) return;
  const fromS = lit.upS + ((word & 0xff) / 256) * 0.6 * (lit.bedS - lit.upS);
  const lengthS = (((word >>> 8) & 0xff) / 256) * ANYWAY_S;
  addIn(pulses, lit, fromS, Math.min(lit.duskS, fromS + lengthS), powerW);
}

/** Adds what of a time somebody is in. */
function addIn(
  pulses: HomePulses,
  { outFromS, outToS }: LitDay,
  fromS: number,
  toS: number,
  powerW: number,
): void {
  pulses.add(fromS, Math.min(toS, outFromS), powerW);
  pulses.add(Math.max(fromS, outToS), toS, powerW);
}
