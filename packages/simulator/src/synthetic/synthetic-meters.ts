import { type KeyedRandom, keyedRandom, type Load, type Resource, textKey } from "@ven/core";
import type { Meter, MeterModel, MeterTick } from "../meters/meter-model.ts";
import { utcOffset } from "../time/utc-offset.ts";
import { type LoadKind, loadKind } from "./load-kind.ts";
import { darkness, winterDepth } from "./season.ts";
import { type SiteRhythm, siteRhythm } from "./site-rhythm.ts";
import { ValueNoise } from "./value-noise.ts";
import { readWeekCurve, type WeekCurve, weekCurve } from "./week-curve.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Offsets of all zones in use change on a quarter of an hour at the finest. */
const OFFSET_GRID_MS = 15 * MINUTE_MS;

/** What each random number of a resource or load is for. Never reuse a number. */
const STREAM = { siteShift: 0, loadShift: 1, scale: 2, slow: 3, medium: 4, fast: 5 } as const;

/** Options of {@link syntheticMeters}. */
export interface SyntheticMetersOptions {
  /** Zone whose days the curves follow: an IANA name or an offset. @defaultValue `Europe/Copenhagen` */
  readonly timeZone?: string;
}

/**
 * Meters that follow a daily curve: by kind of load and kind of site, workday or weekend, season
 * and daylight, each load a little different, with smooth noise around it.
 *
 * Pure: power depends on seed, resource id and type, load id, kind and rated power, and the
 * instant; 0 to the rated power, W, rounded to 0.01 W. Endless.
 *
 * @throws {InvalidValueError} if there is no such time zone
 */
export function syntheticMeters(options: SyntheticMetersOptions = {}): MeterModel {
  const sky = new LocalSky(options.timeZone ?? "Europe/Copenhagen");
  const curves = new Map<SiteRhythm, Map<LoadKind, WeekCurve>>();
  const curveOf = (rhythm: SiteRhythm, kind: LoadKind): WeekCurve => {
    const ofRhythm = curves.get(rhythm) ?? new Map<LoadKind, WeekCurve>();
    curves.set(rhythm, ofRhythm);
    const curve = ofRhythm.get(kind) ?? weekCurve(rhythm, kind);
    ofRhythm.set(kind, curve);
    return curve;
  };
  return {
    openMeter(resource, { seed }) {
      const random = keyedRandom(seed);
      const rhythm = siteRhythm(resource.resourceType);
      const loads = resource.loads.map((load) => {
        const kind = loadKind(load.kind);
        return new SyntheticLoad(random, resource, load, kind, curveOf(rhythm, kind));
      });
      return new SyntheticMeter(sky, loads);
    },
  };
}

class SyntheticMeter implements Meter {
  readonly #sky: LocalSky;
  readonly #loads: readonly SyntheticLoad[];

  constructor(sky: LocalSky, loads: readonly SyntheticLoad[]) {
    this.#sky = sky;
    this.#loads = loads;
  }

  powerW(loadIndex: number, { atMs }: MeterTick): number {
    this.#sky.moveTo(atMs);
    return this.#loads[loadIndex]?.powerW(atMs, this.#sky) ?? Number.NaN;
  }
}

class SyntheticLoad {
  readonly #ratedPowerW: number;
  readonly #kind: LoadKind;
  readonly #curve: WeekCurve;
  readonly #shiftMs: number;
  readonly #scale: number;
  readonly #slow: ValueNoise;
  readonly #medium: ValueNoise;
  readonly #fast: ValueNoise;

  constructor(
    random: KeyedRandom,
    resource: Resource,
    load: Load,
    kind: LoadKind,
    curve: WeekCurve,
  ) {
    // The kind is part of the key, so that a load that becomes another thing behaves like one.
    const key = textKey(`${resource.resourceId}\n${load.loadId}\n${load.kind}`);
    const siteKey = textKey(resource.resourceId);
    this.#ratedPowerW = load.ratedPowerW;
    this.#kind = kind;
    this.#curve = curve;
    this.#shiftMs =
      (random.uniform(siteKey, STREAM.siteShift, 0) - 0.5) * 80 * MINUTE_MS +
      (random.uniform(key, STREAM.loadShift, 0) - 0.5) * 30 * MINUTE_MS;
    this.#scale = 0.7 + 0.35 * random.uniform(key, STREAM.scale, 0);
    this.#slow = new ValueNoise(random, key, STREAM.slow, 3 * HOUR_MS);
    this.#medium = new ValueNoise(random, key, STREAM.medium, 15 * MINUTE_MS);
    this.#fast = new ValueNoise(random, key, STREAM.fast, MINUTE_MS);
  }

  powerW(atMs: number, sky: LocalSky): number {
    const { follows, wander } = this.#kind;
    const mean = readWeekCurve(this.#curve, sky.localMs - this.#shiftMs);
    const noise =
      0.4 * this.#slow.at(atMs) + 0.4 * this.#medium.at(atMs) + 0.2 * this.#fast.at(atMs);
    const scaled = mean * this.#scale * (1 + wander * (2 * noise - 1));
    const powerW = this.#ratedPowerW * scaled * outdoorShare(follows, sky);
    return Math.min(this.#ratedPowerW, Math.round(powerW * 100) / 100);
  }
}

/** How much of its curve a load draws in this weather, 0 to 1. */
function outdoorShare(follows: LoadKind["follows"], sky: LocalSky): number {
  if (follows === "cold") return 0.08 + 0.92 * sky.winter;
  if (follows === "dark") return 0.35 + 0.65 * sky.darkness;
  return 1;
}

/** Local time and light of the last instant asked for, computed once for all loads. */
class LocalSky {
  readonly #offset: (atMs: number) => number;
  #atMs: number = Number.NaN;
  #offsetSlot: number = Number.NaN;
  #offsetMs = 0;
  localMs = 0;
  winter = 0;
  darkness = 0;

  constructor(timeZone: string) {
    this.#offset = utcOffset("timeZone", timeZone);
  }

  moveTo(atMs: number): void {
    if (atMs === this.#atMs) return;
    const slot = Math.floor(atMs / OFFSET_GRID_MS);
    if (slot !== this.#offsetSlot) {
      this.#offsetMs = this.#offset(slot * OFFSET_GRID_MS);
      this.#offsetSlot = slot;
    }
    this.#atMs = atMs;
    this.localMs = atMs + this.#offsetMs;
    this.winter = winterDepth(this.localMs);
    this.darkness = darkness(this.localMs, this.winter);
  }
}
