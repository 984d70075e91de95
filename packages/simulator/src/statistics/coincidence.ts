import { homeCount, homeRow, type PowerRows, sumOfHomes } from "./power-rows.ts";
import { loadFactorOf, peakOf } from "./spread.ts";

/** Groups that are looked at, at most, and how often a home may be in one; more change nothing. */
const MOST_GROUPS = 200;
const MOST_TURNS = 10;

/** What homes in groups of a size have in common; means of many groups. */
export interface Coincidence {
  /** Peak of a group over the sum of its homes' own peaks, 0 to 1. */
  readonly factor: number;
  readonly loadFactor: number;
  /** Peak of a group for each of its homes, W: the demand after diversity. */
  readonly peakPerHomeW: number;
}

/**
 * How much less homes peak together than each for itself, over the steps where all of a group are known.
 *
 * @param size - homes in a group, 1 to all of them
 */
export function coincidenceOf(rows: PowerRows, size: number): Coincidence {
  const homes = homeCount(rows);
  const groups = Math.min(homes, MOST_GROUPS, Math.ceil((MOST_TURNS * homes) / size));
  const total = { factor: 0, loadFactor: 0, peakPerHomeW: 0 };
  for (let group = 0; group < groups; group += 1) {
    const first = Math.floor((group * homes) / groups);
    const members = Array.from({ length: size }, (_, n) => (first + n) % homes);
    const sum = sumOfHomes(rows, members);
    const peakW = peakOf(sum);
    total.factor += peakW / sumOfOwnPeaks(rows, members, sum);
    total.loadFactor += loadFactorOf(sum);
    total.peakPerHomeW += peakW / size;
  }
  return {
    factor: total.factor / groups,
    loadFactor: total.loadFactor / groups,
    peakPerHomeW: total.peakPerHomeW / groups,
  };
}

/** The peaks of homes, each at its own time, over the steps where the sum is known. */
function sumOfOwnPeaks(rows: PowerRows, members: readonly number[], sum: Float64Array): number {
  let peaks = 0;
  for (const home of members) {
    const row = homeRow(rows, home);
    let peak = Number.NEGATIVE_INFINITY;
    for (let step = 0; step < sum.length; step += 1) {
      const power = row[step] ?? Number.NaN;
      if (power > peak && !Number.isNaN(sum[step] ?? Number.NaN)) peak = power;
    }
    peaks += peak;
  }
  return peaks;
}
