import { describe, expect, it } from "vitest";
import { hoursOfDay, meanOf, shareOfHours, sitesOf } from "../../support/site-curves.ts";

/** Loads by kind and W, as businesses of a type have them, without what follows the cold alone. */
function businesses(type: string, loads: Readonly<Record<string, number>>) {
  return sitesOf(
    type,
    Object.entries(loads).map(([kind, ratedPowerW], n) => ({
      loadId: `load_${n}`,
      kind,
      ratedPowerW,
    })),
  );
}

/** A Thursday, the Saturday and the Sunday after it, of a winter week; hourly means. */
function winterDays(simulator: ReturnType<typeof businesses>) {
  const [workday, saturday, sunday] = ["2025-01-16", "2025-01-18", "2025-01-19"].map((date) =>
    hoursOfDay(simulator, date, "+01:00"),
  ) as [Float64Array, Float64Array, Float64Array];
  return { workday, saturday, sunday };
}

const office = { plugs: 9_000, lighting: 6_000, ventilation: 5_000, kitchen: 3_000 };
const pub = {
  refrigeration: 3_500,
  kitchen: 9_000,
  lighting: 2_400,
  ventilation: 2_200,
  plugs: 3_000,
};

describe("the day of a business", () => {
  it("is, in an office, from 8 to 16, with little at night and at weekends", () => {
    const { workday, saturday, sunday } = winterDays(businesses("office", office));
    expect(shareOfHours(workday, 0, 5)).toBeGreaterThan(0.1);
    expect(shareOfHours(workday, 0, 5)).toBeLessThan(0.22);
    expect(shareOfHours(workday, 8, 12)).toBeGreaterThan(2.1);
    expect(shareOfHours(workday, 8, 12)).toBeLessThan(2.8);
    expect(meanOf(saturday) / meanOf(workday)).toBeLessThan(0.27);
    expect(meanOf(sunday) / meanOf(workday)).toBeLessThan(0.22);
    expect(meanOf(workday) / Math.max(...workday)).toBeGreaterThan(0.3);
    expect(meanOf(workday) / Math.max(...workday)).toBeLessThan(0.45);
  });

  it("peaks, in a pub, from 18 to 22, again a bit at noon, and is longer on Saturday", () => {
    const { workday, saturday, sunday } = winterDays(businesses("pub", pub));
    const peak = workday.indexOf(Math.max(...workday));
    expect(peak).toBeGreaterThanOrEqual(18);
    expect(peak).toBeLessThanOrEqual(21);
    expect(shareOfHours(workday, 18, 21)).toBeGreaterThan(1.5);
    expect(shareOfHours(workday, 11, 14)).toBeGreaterThan(shareOfHours(workday, 15, 17));
    expect(shareOfHours(workday, 2, 6)).toBeLessThan(0.5);
    expect(meanOf(saturday) / meanOf(workday)).toBeGreaterThan(1.15);
    expect(meanOf(saturday) / meanOf(workday)).toBeLessThan(1.4);
    expect(meanOf(sunday) / meanOf(workday)).toBeGreaterThan(1.15);
    // Friday's guests are still there after midnight.
    expect(saturday[0]).toBeGreaterThan(2 * (workday[3] ?? 0));
  });

  it("begins, in a bakery, before 3, and is busiest from 5 to 8", () => {
    const bakery = businesses("bakery", { process: 24_000, kitchen: 4_000, lighting: 1_600 });
    const { workday } = winterDays(bakery);
    expect(shareOfHours(workday, 5, 9)).toBeGreaterThan(1.6);
    expect(workday[3]).toBeGreaterThan(3 * (workday[0] ?? 0));
    expect(shareOfHours(workday, 5, 9)).toBeGreaterThan(2 * shareOfHours(workday, 14, 18));
  });

  it("ends, in a shop, in the evening, has its peak on Saturday before noon, and little on Sunday", () => {
    const shop = businesses("shop", { lighting: 3_200, ventilation: 1_800, plugs: 2_000 });
    const { workday, saturday, sunday } = winterDays(shop);
    expect(shareOfHours(workday, 9, 12)).toBeGreaterThan(1.4);
    expect(shareOfHours(workday, 17, 18)).toBeGreaterThan(1.4);
    expect(shareOfHours(workday, 21, 24)).toBeLessThan(0.5);
    const peak = saturday.indexOf(Math.max(...saturday));
    expect(peak).toBeGreaterThanOrEqual(9);
    expect(peak).toBeLessThanOrEqual(13);
    expect(Math.max(...saturday)).toBeGreaterThan(Math.max(...workday) * 0.95);
    expect(meanOf(sunday) / meanOf(workday)).toBeLessThan(0.6);
  });

  it("has, on a farm, the two peaks of milking, on all days", () => {
    const { workday, sunday } = winterDays(businesses("farm", { process: 16_000, plugs: 3_000 }));
    for (const hours of [workday, sunday]) {
      expect(shareOfHours(hours, 7, 10)).toBeGreaterThan(1.4);
      expect(shareOfHours(hours, 17, 20)).toBeGreaterThan(1.4);
      expect(shareOfHours(hours, 11, 15)).toBeLessThan(1.1);
    }
    expect(meanOf(sunday) / meanOf(workday)).toBeGreaterThan(0.85);
  });

  it("is nearly flat in a cold store, and between that and a shop's in a supermarket", () => {
    const cold = winterDays(businesses("cold-store", { refrigeration: 85_000, process: 15_000 }));
    expect(meanOf(cold.workday) / Math.max(...cold.workday)).toBeGreaterThan(0.75);
    expect(meanOf(cold.workday) / Math.max(...cold.workday)).toBeLessThan(0.95);
    const market = winterDays(
      businesses("supermarket", { refrigeration: 38_000, lighting: 14_000, plugs: 6_000 }),
    );
    const night = shareOfHours(market.workday, 1, 5);
    expect(night).toBeGreaterThan(0.4);
    expect(night).toBeLessThan(0.8);
  });

  it("is a quarter or less, in a school, of the usual when it has holidays", () => {
    const school = businesses("school", { lighting: 18_000, ventilation: 16_000, plugs: 12_000 });
    const term = meanOf(hoursOfDay(school, "2025-06-12", "+02:00"));
    const holidays = meanOf(hoursOfDay(school, "2025-07-17", "+02:00"));
    expect(holidays / term).toBeLessThan(0.35);
    expect(holidays / term).toBeGreaterThan(0.1);
  });
});

describe("what is outside", () => {
  it("puts lamps out: more light is needed on a winter day than on one in summer", () => {
    const lamps = businesses("office", { lighting: 6_000 });
    const winter = hoursOfDay(lamps, "2025-01-16", "+01:00");
    const summer = hoursOfDay(lamps, "2025-06-12", "+02:00");
    expect((winter[16] ?? 0) / (summer[16] ?? 1)).toBeGreaterThan(1.15);
    expect(meanOf(winter) / meanOf(summer)).toBeGreaterThan(1.05);
  });

  it("makes coolers run longer in summer", () => {
    const coolers = businesses("cold-store", { refrigeration: 85_000 });
    const winter = meanOf(hoursOfDay(coolers, "2025-01-16", "+01:00"));
    const summer = meanOf(hoursOfDay(coolers, "2025-07-17", "+02:00"));
    expect(summer / winter).toBeGreaterThan(1.1);
    expect(summer / winter).toBeLessThan(1.7);
  });
});
