import { type TextKey, textKey } from "@ven/core";
import type { FleetTruth } from "../engine/fleet-truth.ts";
import { KnotNoise } from "../weather/knot-noise.ts";
import type { ChannelContext, ChannelSource } from "./channel-source.ts";

const DAY_MS = 86_400_000;

/** How long a forecast stays wrong in the same way, ms. */
const ERROR_KNOT_MS = 3 * 3_600_000;

/** Knots are uniform and blended: what makes their deviation 1. */
const PER_DEVIATION = 4;

/** Never reuse a number. */
const STREAM = { forecastError: 9_206 } as const;

/** Mean power of a load if nobody had asked anything of the fleet. */
export function baselineChannel({ fleet, stepMs }: ChannelContext, load: number): ChannelSource {
  const mean = meanOf(fleet.undisturbed, load, stepMs);
  return { valueAt: mean };
}

/** What somebody foresaw at a time; until then, what was. */
export function forecastChannel(
  { fleet, stepMs, forecast }: ChannelContext,
  load: number,
): ChannelSource {
  const { issuedAtMs, method, dayAheadError } = forecast;
  const was = meanOf(fleet.truth, load, stepMs);
  const wouldBe = meanOf(fleet.undisturbed, load, stepMs);
  const noise = new KnotNoise(
    errorKey(fleet.fleet.loadKey(load), issuedAtMs),
    STREAM.forecastError,
  );
  return {
    valueAt(atMs) {
      const aheadMs = atMs + stepMs - issuedAtMs;
      if (aheadMs <= 0) return was(atMs);
      if (method === "persistence") return was(atMs - Math.ceil(aheadMs / DAY_MS) * DAY_MS);
      const deviation = dayAheadError * Math.sqrt(aheadMs / DAY_MS);
      const error = deviation * PER_DEVIATION * (noise.at(atMs / ERROR_KNOT_MS) - 0.5);
      return Math.round(wouldBe(atMs) * Math.max(0, 1 + error) * 10) / 10;
    },
  };
}

/** Each forecast of a load is wrong in its own way. */
function errorKey({ high, low }: TextKey, issuedAtMs: number): TextKey {
  const issue = textKey(String(issuedAtMs));
  return { high: (high ^ issue.high) >>> 0, low: (low ^ issue.low) >>> 0 };
}

function meanOf(truth: FleetTruth, load: number, stepMs: number): (atMs: number) => number {
  const one = new Float64Array(1);
  return (fromMs) => {
    truth.meanPowers(load, { fromMs, stepMs, count: 1 }, one, 0);
    return (one[0] ?? Number.NaN) / 10;
  };
}
