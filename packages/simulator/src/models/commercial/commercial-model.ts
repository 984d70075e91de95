import { mixedWord } from "@ven/core";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import type { LoadView, SlotModel, SlotRun } from "../load-model.ts";
import type { CommercialSpec } from "./commercial-spec.ts";
import { CompressorBank } from "./compressor-bank.ts";
import { DayCurves } from "./day-curves.ts";
import { type LoadPart, loadPart } from "./load-part.ts";
import { obeyCommands } from "./obey-commands.ts";
import { darkness, SiteDay } from "./site-day.ts";
import { type SiteRhythm, siteRhythm } from "./site-rhythm.ts";
import { blended, SmoothNoise } from "./smooth-noise.ts";

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
const QUICK_PER_MINUTE = 1 / QUICK_MINUTES;
const SLOW_PER_MINUTE = 1 / SLOW_MINUTES;

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
  /** What of a run lies in a day. */
  readonly #run: { first: number; stride: number; count: number } = {
    first: 0,
    stride: 1,
    count: 1,
  };

  constructor(spec: CommercialSpec, part: LoadPart) {
    const rhythm: SiteRhythm = spec.rhythm ?? siteRhythm(spec.site);
    this.#part = part;
    // Coolers and radiators are never left off.
    const isLeftOn = part.follows === "cold" || part.follows === "warm";
    this.#restShare = part.restShare * (isLeftOn ? 1 : (rhythm.idle ?? 1));
    this.#daylight = part.follows === "dark" ? (rhythm.daylight ?? 0.4) : 0;
    this.#day = new SiteDay(rhythm, part, new DayCurves(rhythm, part));
    this.#compressors = part.cycles === true ? new CompressorBank() : undefined;
  }

  fill(load: LoadView, { first, stride, count }: SlotRun, out: Float64Array, offset: number): void {
    const { key, ratedPowerW } = load;
    this.#quick.startWith(key);
    this.#slow.startWith(key);
    this.#compressors?.startWith(key, ratedPowerW);
    const shift = shiftMinutes(load);
    for (let step = 0; step < count; ) {
      const minute = first + step * stride;
      this.#day.moveTo(load, minute - shift);
      const left = this.#day.endMinute - (minute - shift);
      const inDay = stride === 0 ? count : Math.ceil(left / stride);
      const run = this.#run;
      run.first = minute;
      run.stride = stride;
      run.count = Math.min(count - step, inDay);
      this.#fillDay(load, shift, run, out, offset + step);
      step += run.count;
    }
  }

  /** As {@link fill}, for slots of one day: the innermost loop, so all that it needs is at hand. */
  #fillDay(
    { key, ratedPowerW }: LoadView,
    shift: number,
    { first, stride, count }: SlotRun,
    out: Float64Array,
    offset: number,
  ): void {
    const quick = this.#quick;
    const slow = this.#slow;
    const compressors = this.#compressors;
    const daylight = this.#daylight;
    const restShare = this.#restShare;
    const spanShare = this.#part.activeShare - restShare;
    const [quickWander, slowWander] = this.#part.wander;
    const day = this.#day;
    const { curve, bustle, bustlePerMinute, outdoor, outdoorPerMinute, isOdd } = day;
    const midnight = day.firstMinute + shift;
    const mostDw = Math.floor(ratedPowerW * 10);
    const scaleDw = mostDw * (0.78 + (0.22 * mixedWord(key, STREAM.scale, 0)) / WORDS);
    let quickBegin = 0;
    let quickEnd = Number.NEGATIVE_INFINITY;
    let quickBefore = 0;
    let quickChange = 0;
    let slowBegin = 0;
    let slowEnd = Number.NEGATIVE_INFINITY;
    let slowBefore = 0;
    let slowChange = 0;
    for (let step = 0; step < count; step += 1) {
      const minute = first + step * stride;
      const wall = isOdd ? Math.max(0, day.wallMinute(minute) - shift) : minute - midnight;
      const activity = isOdd ? between(curve, wall) : (curve[wall] ?? 0);
      let share = restShare + spanShare * activity * (bustle + bustlePerMinute * wall);
      share *= outdoor + outdoorPerMinute * wall;
      if (daylight > 0) {
        const dark = darkness(wall + shift, day.sunriseMinute, day.sunsetMinute);
        share *= 1 - daylight * (1 - dark);
      }
      if (minute >= slowEnd) {
        slow.moveTo(minute);
        slowBegin = slow.beginMinute;
        slowEnd = slow.endMinute;
        slowBefore = slow.knots[0] ?? 0;
        slowChange = (slow.knots[1] ?? 0) - slowBefore;
      }
      const slowPart = (minute - slowBegin) * SLOW_PER_MINUTE;
      share *= 1 + slowWander * blended(slowBefore, slowChange, slowPart);
      let powerDw: number;
      if (compressors === undefined) {
        if (minute >= quickEnd) {
          quick.moveTo(minute);
          quickBegin = quick.beginMinute;
          quickEnd = quick.endMinute;
          quickBefore = quick.knots[0] ?? 0;
          quickChange = (quick.knots[1] ?? 0) - quickBefore;
        }
        const quickPart = (minute - quickBegin) * QUICK_PER_MINUTE;
        powerDw =
          scaleDw * share * (1 + quickWander * blended(quickBefore, quickChange, quickPart));
      } else {
        powerDw = mostDw * compressors.share(minute, share);
      }
      out[offset + step] = Math.min(mostDw, Math.max(0, nearestWhole(powerDw)));
    }
  }
}

/** By how many minutes a load is later than its kind of site; below 0 is earlier. */
function shiftMinutes({ key, siteKey }: LoadView): number {
  const site = (2 * mixedWord(siteKey, STREAM.siteShift, 0)) / WORDS - 1;
  const own = (2 * mixedWord(key, STREAM.loadShift, 0)) / WORDS - 1;
  return Math.round(site * SITE_SHIFT_MINUTES + own * LOAD_SHIFT_MINUTES);
}

/** A value of a curve of minutes, also within one. */
function between(curve: Float64Array, minute: number): number {
  const place = Math.floor(minute);
  const before = curve[place] ?? 0;
  return before + ((curve[place + 1] ?? before) - before) * (minute - place);
}
