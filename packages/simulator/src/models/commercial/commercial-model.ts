import { mixedWord } from "@ven/core";
import type { LoadView, SlotModel, SlotRun } from "../load-model.ts";
import type { CommercialSpec } from "./commercial-spec.ts";
import { CompressorBank } from "./compressor-bank.ts";
import { DayCurves, KNOT_MINUTES } from "./day-curves.ts";
import { type LoadPart, loadPart } from "./load-part.ts";
import { obeyCommands } from "./obey-commands.ts";
import { darkness, SiteDay } from "./site-day.ts";
import { type SiteRhythm, siteRhythm } from "./site-rhythm.ts";
import { SmoothNoise } from "./smooth-noise.ts";

const WORDS = 0x1_0000_0000;

/** What each random number of a load or site is for. Never reuse a number. */
const STREAM = {
  siteShift: 2_001,
  loadShift: 2_002,
  scale: 2_003,
  quick: 2_004,
  slow: 2_005,
} as const;

/** Longest time by which sites, and loads of a site, are early or late, minutes. */
const SITE_SHIFT_MINUTES = 25;
const LOAD_SHIFT_MINUTES = 10;

/** Between the knots of the two noises, minutes. */
const QUICK_MINUTES = 15;
const SLOW_MINUTES = 180;

/** Makes the model of a {@link CommercialSpec}; a slot is a minute. */
export function commercialModel(spec: CommercialSpec): SlotModel {
  const part = loadPart(spec.part);
  const curve = new CommercialCurve(spec, part);
  const sheds = spec.sheds ?? part.sheds;
  return {
    kind: "slot",
    slotS: 60,
    fill(load, slots, out, offset, commands) {
      curve.fill(load, slots, out, offset);
      if (commands.length > 0) obeyCommands({ load, slots, commands, part, sheds }, out, offset);
    },
  };
}

/** The usual power of loads of one kind. What it keeps is set anew for each load. */
class CommercialCurve {
  readonly #part: LoadPart;
  readonly #restShare: number;
  readonly #daylight: number;
  readonly #day: SiteDay;
  readonly #quick: SmoothNoise = new SmoothNoise(STREAM.quick, QUICK_MINUTES);
  readonly #slow: SmoothNoise = new SmoothNoise(STREAM.slow, SLOW_MINUTES);
  readonly #compressors: CompressorBank | undefined;

  constructor(spec: CommercialSpec, part: LoadPart) {
    const rhythm: SiteRhythm = spec.rhythm ?? siteRhythm(spec.site);
    this.#part = part;
    // Coolers and radiators are never left off.
    const isLeftOn = part.follows === "cold" || part.follows === "warm";
    this.#restShare = part.restShare * (isLeftOn ? 1 : (rhythm.idle ?? 1));
    this.#daylight = rhythm.daylight ?? 0.4;
    this.#day = new SiteDay(rhythm, part, new DayCurves(rhythm, part));
    this.#compressors = part.cycles === true ? new CompressorBank() : undefined;
  }

  fill(load: LoadView, { first, stride, count }: SlotRun, out: Float64Array, offset: number): void {
    const { key, ratedPowerW } = load;
    const { activeShare, wander, follows } = this.#part;
    const restShare = this.#restShare;
    const [quickWander, slowWander] = wander;
    const day = this.#day;
    const quick = this.#quick;
    const slow = this.#slow;
    const compressors = this.#compressors;
    quick.startWith(key);
    slow.startWith(key);
    compressors?.startWith(key, ratedPowerW);
    const mostDw = ratedPowerW * 10;
    const scale = 0.78 + (0.22 * mixedWord(key, STREAM.scale, 0)) / WORDS;
    const shift = shiftMinutes(load);
    const daylight = follows === "dark" ? this.#daylight : 0;
    const followsSky = follows === "cold" || follows === "warm";
    let hasDay = false;
    for (let step = 0; step < count; step += 1) {
      const minute = first + step * stride;
      const own = minute - shift;
      if (!hasDay || own >= day.endMinute || own < day.firstMinute) {
        day.moveTo(load, own);
        hasDay = true;
      }
      const wall = day.isOdd ? day.wallMinute(minute) - shift : own - day.firstMinute;
      const knot = Math.floor(wall / KNOT_MINUTES);
      const before = day.curve[knot] ?? 0;
      const after = day.curve[knot + 1] ?? before;
      const activity = before + ((after - before) * (wall - knot * KNOT_MINUTES)) / KNOT_MINUTES;
      const bustle = day.bustle + day.bustlePerMinute * wall;
      let share = restShare + (activeShare - restShare) * activity * bustle;
      if (daylight > 0) {
        const dark = darkness(wall + shift, day.sunriseMinute, day.sunsetMinute);
        share *= 1 - daylight * (1 - dark);
      } else if (followsSky) {
        share *= day.outdoor + day.outdoorPerMinute * wall;
      }
      share *= 1 + slowWander * slow.at(minute);
      if (compressors !== undefined) share = compressors.share(minute, share);
      else share *= scale * (1 + quickWander * quick.at(minute));
      const powerDw = Math.round(share * mostDw);
      out[offset + step] = powerDw <= 0 ? 0 : powerDw > mostDw ? Math.floor(mostDw) : powerDw;
    }
  }
}

/** By how many minutes a load is later than its kind of site; below 0 is earlier. */
function shiftMinutes({ key, siteKey }: LoadView): number {
  const site = (2 * mixedWord(siteKey, STREAM.siteShift, 0)) / WORDS - 1;
  const own = (2 * mixedWord(key, STREAM.loadShift, 0)) / WORDS - 1;
  return Math.round(site * SITE_SHIFT_MINUTES + own * LOAD_SHIFT_MINUTES);
}
