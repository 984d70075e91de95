import { createSimulator, READING_QUALITY } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const FROM_MS = Date.parse("2025-02-01T00:00:00Z");
const DAY_MS = 86_400_000;
const { OK, MISSING, ESTIMATED } = READING_QUALITY;

const withGaps = (gaps: {
  share: number;
  meanLengthS: number;
  slotS?: number;
  isFilled?: boolean;
}) => createSimulator({ fleet: houses(20, [restless()], { meter: { gaps } }) });

describe("gaps", () => {
  it.each([
    { share: 0.1, meanLengthS: 3_600, slotS: 60 },
    { share: 0.3, meanLengthS: 900, slotS: 300 },
  ])("take the share of time and are as long on average as is said: %o", (gaps) => {
    const stepMs = gaps.slotS * 1_000;
    const days = 40;
    const range = { fromMs: FROM_MS, toMs: FROM_MS + days * DAY_MS, stepMs };
    const fleet = houses(20, [steady(500)], { meter: { gaps } });
    const columns = createSimulator({ fleet }).range(range);
    const { quality = new Uint8Array(), powerW, timestampMs } = columns;
    expect(quality.every((code, at) => (code === MISSING) === Number.isNaN(powerW[at]))).toBe(true);
    const missing = quality.filter((code) => code === MISSING).length;
    const bursts = quality.filter(
      (code, at) => code === MISSING && (at % timestampMs.length === 0 || quality[at - 1] === OK),
    ).length;
    const share = missing / quality.length;
    expect(share / gaps.share).toBeGreaterThan(0.85);
    expect(share / gaps.share).toBeLessThan(1.15);
    const lengthS = (missing / bursts) * gaps.slotS;
    expect(lengthS / gaps.meanLengthS).toBeGreaterThan(0.88);
    expect(lengthS / gaps.meanLengthS).toBeLessThan(1.12);
  });

  it("are the same however they are read", () => {
    const gaps = { share: 0.4, meanLengthS: 1_200 };
    const range = { fromMs: FROM_MS, toMs: FROM_MS + DAY_MS, stepMs: 60_000 };
    const { powerW, timestampMs } = withGaps(gaps).range(range);
    const other = withGaps(gaps);
    for (let at = powerW.length - 7; at >= 0; at -= 97) {
      const row = Math.floor(at / timestampMs.length);
      const atMs = timestampMs[at % timestampMs.length];
      const one = other.readAt(atMs, { resourceIds: [`house-${row + 1}`] });
      expect(one.powerW[0]).toBe(powerW[at]);
    }
    const coarse = other.range({ ...range, stepMs: 420_000 });
    const count = coarse.timestampMs.length;
    for (let step = 0; step < count; step += 1) {
      expect(coarse.powerW[3 * count + step]).toBe(powerW[3 * 1_440 + step * 7]);
    }
  });

  it("are filled with the last reading before them, as ESTIMATED, where that is said", () => {
    const gaps = { share: 0.3, meanLengthS: 3_600 };
    const range = { fromMs: FROM_MS, toMs: FROM_MS + DAY_MS, stepMs: 60_000 };
    const open = withGaps(gaps).range(range);
    const filled = withGaps({ ...gaps, isFilled: true }).range(range);
    const perfect = createSimulator({ fleet: houses(20, [restless()]) }).range(range);
    const expected = perfect.powerW.slice();
    open.quality?.forEach((code, at) => {
      // What was before the first day is not known here.
      if (code === MISSING)
        expected[at] = at % 1_440 === 0 ? (filled.powerW[at] ?? 0) : (expected[at - 1] ?? 0);
    });
    expect(filled.powerW).toEqual(expected);
    const codes = open.quality?.map((code) => (code === MISSING ? ESTIMATED : code));
    expect(filled.quality).toEqual(codes);
    expect(codes?.filter((code) => code === ESTIMATED).length).toBeGreaterThan(5_000);
  });

  it("are filled in means with the mean of the step before them", () => {
    const gaps = { share: 0.5, meanLengthS: 7_200, isFilled: true };
    const fleet = (load: ReturnType<typeof steady>) => houses(5, [load], { meter: { gaps } });
    const range = {
      fromMs: FROM_MS,
      toMs: FROM_MS + DAY_MS,
      stepMs: 900_000,
      power: "mean",
    } as const;
    const { powerW, quality } = createSimulator({ fleet: fleet(steady(640)) }).range(range);
    expect(new Set(powerW)).toEqual(new Set([640]));
    expect(new Set(quality)).toEqual(new Set([OK, ESTIMATED]));
  });

  it("show in the readings one by one", () => {
    const range = { fromMs: FROM_MS, toMs: FROM_MS + DAY_MS, stepMs: 600_000 };
    const columns = withGaps({ share: 0.5, meanLengthS: 3_600 }).range(range);
    const told = [...columns].map(({ quality, powerW }) => [quality, Number.isNaN(powerW)]);
    expect(told.filter(([quality]) => quality === "MISSING").length).toBeGreaterThan(300);
    expect(told.every(([quality, isNone]) => quality === (isNone ? "MISSING" : "OK"))).toBe(true);
  });

  it("of a week are found as quickly as others, and those that need longer slots are refused", () => {
    const gaps = { share: 0.9, meanLengthS: 600_000, isFilled: true };
    const range = { fromMs: FROM_MS, toMs: FROM_MS + 40 * DAY_MS, stepMs: DAY_MS };
    const { powerW, quality } = withGaps(gaps).range(range);
    expect(quality?.filter((code) => code === ESTIMATED).length).toBeGreaterThan(600);
    expect(powerW.some(Number.isNaN)).toBe(false);
    expect(() => withGaps({ share: 0.1, meanLengthS: 600_001 })).toThrow(/gaps\.slotS.*10000/);
  });
});
