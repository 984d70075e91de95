import { textKey } from "@ven/core";
import { syntheticWeather } from "@ven/simulator";
import { describe, expect, it } from "vitest";

const HERNING = { latitudeDeg: 56.14, longitudeDeg: 8.97 };
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

const hourOf = (iso: string) => Date.parse(iso) / 3_600_000;

function meanOf(from: string, to: string, valueAt: (hour: number) => number): number {
  let sum = 0;
  for (let hour = hourOf(from); hour < hourOf(to); hour += 1) sum += valueAt(hour);
  return sum / (hourOf(to) - hourOf(from));
}

/** Mean temperature of a month over several seeds and years. */
function monthlyMeanC(month: string, place = HERNING): number {
  const means = SEEDS.flatMap((seed) => {
    const weather = syntheticWeather(textKey(`weather ${seed}`), place);
    return [2023, 2024, 2025, 2026].map((year) =>
      meanOf(`${year}-${month}-01T00:00Z`, `${year}-${month}-29T00:00Z`, weather.temperatureC),
    );
  });
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

describe("synthetic weather", () => {
  it("has Danish means in January and July, warmer ones further south, and seasons turned round there", () => {
    expect(Math.abs(monthlyMeanC("01") - 1.5)).toBeLessThan(0.8);
    expect(Math.abs(monthlyMeanC("07") - 17)).toBeLessThan(0.8);
    const rome = { latitudeDeg: 41.9, longitudeDeg: 12.5 };
    expect(monthlyMeanC("01", rome)).toBeGreaterThan(6);
    expect(monthlyMeanC("07", rome)).toBeGreaterThan(20);
    const hobart = { latitudeDeg: -42.9, longitudeDeg: 147.3 };
    expect(monthlyMeanC("01", hobart) - monthlyMeanC("07", hobart)).toBeGreaterThan(8);
  });

  it("is warmest after noon and coldest before dawn", () => {
    const weather = syntheticWeather(textKey("day"), HERNING);
    const mean = (hour: number) => {
      let sum = 0;
      for (let day = 0; day < 92; day += 1) {
        sum += weather.temperatureC(hourOf("2026-06-01T00:00Z") + 24 * day + hour);
      }
      return sum / 92;
    };
    expect(mean(14) - mean(2)).toBeGreaterThan(5);
  });

  it("has fronts of several days: a day is much like the one before, a week later it is not", () => {
    const weather = syntheticWeather(textKey("fronts"), HERNING);
    const daysC = Array.from({ length: 700 }, (_, day) => {
      const from = hourOf("2024-01-01T00:00Z") + 24 * day;
      let sum = 0;
      for (let hour = 0; hour < 24; hour += 1) sum += weather.temperatureC(from + hour);
      return sum / 24;
    });
    const roughness = (lag: number) =>
      daysC.slice(lag).reduce((sum, value, day) => sum + (value - (daysC[day] ?? 0)) ** 2, 0) /
      (daysC.length - lag);
    expect(Math.sqrt(roughness(1))).toBeGreaterThan(1);
    expect(Math.sqrt(roughness(1))).toBeLessThan(3);
    expect(roughness(6)).toBeGreaterThan(2.5 * roughness(1));
  });

  it("has clear, mixed and overcast days, more overcast ones in winter", () => {
    const weather = syntheticWeather(textKey("sky"), HERNING);
    const counts = {
      winter: { clear: 0, mixed: 0, overcast: 0 },
      summer: { clear: 0, mixed: 0, overcast: 0 },
    };
    for (let day = 0; day < 4 * 365; day += 1) {
      const noon = (hourOf("2022-01-01T00:00Z") + 24 * day + 12) * 60;
      const minutes = Array.from({ length: 360 }, (_, minute) =>
        weather.clearness(noon - 180 + minute),
      );
      const [low, high] = [Math.min(...minutes), Math.max(...minutes)];
      expect(low).toBeGreaterThanOrEqual(0.1);
      expect(high).toBeLessThanOrEqual(1.1);
      const month = new Date(noon * 60_000).getUTCMonth();
      if (month > 0 && month < 4) continue;
      const season = month >= 4 && month <= 7 ? "summer" : "winter";
      counts[season][low > 0.9 ? "clear" : high < 0.7 ? "overcast" : "mixed"] += 1;
    }
    const share = ({ clear, mixed, overcast }: typeof counts.winter, part: number) =>
      part / (clear + mixed + overcast);
    expect(share(counts.summer, counts.summer.clear)).toBeGreaterThan(0.12);
    expect(share(counts.summer, counts.summer.mixed)).toBeGreaterThan(0.35);
    expect(share(counts.winter, counts.winter.overcast)).toBeGreaterThan(0.45);
    expect(share(counts.summer, counts.summer.overcast)).toBeLessThan(0.4);
  });

  it("has wind that never blows backwards, more of it in winter", () => {
    const weather = syntheticWeather(textKey("wind"), HERNING);
    const winter = meanOf("2026-01-01T00:00Z", "2026-03-01T00:00Z", weather.windMs);
    const summer = meanOf("2026-06-01T00:00Z", "2026-08-01T00:00Z", weather.windMs);
    expect(winter).toBeGreaterThan(summer);
    expect(
      Math.abs(meanOf("2026-01-01T00:00Z", "2027-01-01T00:00Z", weather.windMs) - 4.5),
    ).toBeLessThan(0.7);
    for (let hour = 0; hour < 10_000; hour += 1) expect(weather.windMs(hour)).toBeGreaterThan(0);
  });

  it("is shared by a grid cell, alike in the next one, and another with another key", () => {
    const weather = syntheticWeather(textKey("cell"), HERNING);
    const near = syntheticWeather(textKey("cell"), { latitudeDeg: 56.14, longitudeDeg: 8.97 });
    const next = syntheticWeather(textKey("cell"), { latitudeDeg: 56.14, longitudeDeg: 9.6 });
    const other = syntheticWeather(textKey("other"), HERNING);
    const distance = (one: typeof weather) =>
      meanOf("2026-01-01T00:00Z", "2026-12-01T00:00Z", (hour) =>
        Math.abs(one.temperatureC(hour) - weather.temperatureC(hour)),
      );
    expect(distance(near)).toBe(0);
    expect(distance(next)).toBeGreaterThan(0.1);
    expect(distance(next)).toBeLessThan(1);
    expect(distance(other)).toBeGreaterThan(2);
  });

  it("is the same in whatever order it is asked for", () => {
    const weather = syntheticWeather(textKey("order"), HERNING);
    const again = syntheticWeather(textKey("order"), HERNING);
    const hours = Array.from({ length: 400 }, (_, at) => 490_000 + ((at * 7_919) % 40_000));
    const read = (one: typeof weather, hour: number) => [
      one.temperatureC(hour),
      one.windMs(hour),
      one.clearness(hour * 60 + 17),
      one.clearness(hour * 60 + 18),
    ];
    const forward = hours.map((hour) => read(weather, hour));
    const backward = hours.toReversed().map((hour) => read(again, hour));
    expect(backward.reverse()).toEqual(forward);
  });
});
