import { textKey } from "@ven/core";
import {
  createSimulator,
  parseWeatherCsv,
  syntheticWeather,
  weatherFromHours,
} from "@ven/simulator";
import { describe, expect, it } from "vitest";

const startMs = Date.parse("2026-03-01T00:00:00Z");
const hour = startMs / 3_600_000;

describe("weather from hours", () => {
  const weather = weatherFromHours({
    startMs,
    temperatureC: [1, 2, 3],
    clearness: [0.2, 0.6, 0.4],
    windMs: [5, 0, 7],
  });

  it("tells each hour as it is in the data", () => {
    expect([0, 1, 2].map((h) => weather.temperatureC(hour + h))).toEqual([1, 2, 3]);
    expect([0, 1, 2].map((h) => weather.windMs(hour + h))).toEqual([5, 0, 7]);
  });

  it("lets clearness go evenly from the middle of an hour to that of the next", () => {
    const at = (minute: number) => weather.clearness(hour * 60 + minute);
    expect(at(0)).toBe(0.2);
    expect((at(29) + at(30)) / 2).toBeCloseTo(0.2, 2);
    expect((at(59) + at(60)) / 2).toBeCloseTo(0.4, 10);
    expect((at(89) + at(90)) / 2).toBeCloseTo(0.6, 2);
    expect((at(119) + at(120)) / 2).toBeCloseTo(0.5, 10);
    expect(at(179)).toBe(0.4);
  });

  it("takes what the data has not from another weather if there is one", () => {
    const other = syntheticWeather(textKey("other"), { latitudeDeg: 56, longitudeDeg: 9 });
    const both = weatherFromHours({ startMs, temperatureC: [1] }, other);
    expect(both.temperatureC(hour)).toBe(1);
    expect(both.temperatureC(hour + 1)).toBe(other.temperatureC(hour + 1));
    expect(both.windMs(hour)).toBe(other.windMs(hour));
    expect(both.clearness(hour * 60 + 7)).toBe(other.clearness(hour * 60 + 7));
  });

  const counted = (count: number) => Float64Array.from({ length: count }, (_, h) => h / 1e4);
  it.each([
    [8_760, 8_760],
    [8_784, 8_760],
    [50, 24],
    [24, 24],
    [3, 3],
  ])(
    "has before and after %i hours of data those that are whole times %i hours away",
    (count, period) => {
      const values = counted(count);
      const data = { startMs, temperatureC: values, clearness: values, windMs: values };
      const repeated = weatherFromHours(data);
      for (const away of [1, 2, period, period + 1, 3 * period]) {
        const [before, after] = [hour - away, hour + count - 1 + away];
        const laps = Math.ceil(away / period) * period;
        for (const [asked, there] of [
          [before, before + laps],
          [after, after - laps],
        ] as const) {
          expect(there).toBeGreaterThanOrEqual(hour);
          expect(there).toBeLessThan(hour + count);
          expect(repeated.temperatureC(asked)).toBe(repeated.temperatureC(there));
          expect(repeated.temperatureC(asked)).toBe(values[there - hour]);
          expect(repeated.windMs(asked)).toBe(values[there - hour]);
          const minutes = [0, 17, 59].map((minute) => [asked, there].map((h) => h * 60 + minute));
          for (const [one = 0, other = 0] of minutes) {
            expect(repeated.clearness(one)).toBeCloseTo(repeated.clearness(other), 12);
          }
        }
      }
    },
  );

  it("makes up columns that the data lack, as in Denmark", () => {
    const bare = weatherFromHours({ startMs, temperatureC: [1] });
    const winds = Array.from({ length: 1_000 }, (_, h) => bare.windMs(hour + h));
    expect(Math.min(...winds)).toBeGreaterThan(0);
    expect(winds.reduce((sum, wind) => sum + wind, 0) / 1_000).toBeGreaterThan(2);
    expect(bare.clearness(hour * 60)).toBeGreaterThanOrEqual(0.1);
  });

  it("lets a file of a year be simulated from its first day, without wind", () => {
    const clearness = new Float64Array(8_760).fill(1);
    const year = {
      startMs: Date.parse("2026-01-01T00:00Z"),
      temperatureC: counted(8_760),
      clearness,
    };
    const simulator = createSimulator({ fleet: "pv-export", weather: weatherFromHours(year) });
    const { powerW } = simulator.range({
      fromMs: Date.parse("2026-01-01T00:00+01:00"),
      toMs: Date.parse("2026-01-02T00:00+01:00"),
      stepMs: 3_600_000,
    });
    expect(Math.min(...powerW)).toBeLessThan(0);
    expect(powerW.every(Number.isFinite)).toBe(true);
  });

  it.each([
    [{ startMs: startMs + 1, temperatureC: [1] }, /startMs/],
    [{ startMs, temperatureC: [] }, /hours 0/],
    [{ startMs, temperatureC: [1, 61] }, /temperatureC\[1\] 61/],
    [{ startMs, temperatureC: [1, Number.NaN] }, /temperatureC\[1\] NaN/],
    [{ startMs, temperatureC: [1, 2], windMs: [3] }, /windMs length 1.*2/],
    [{ startMs, temperatureC: [1], clearness: [-0.1] }, /clearness\[0\] -0\.1/],
  ])("refuses columns that break a rule, and names the place", (hours, rule) => {
    expect(() => weatherFromHours(hours)).toThrow(rule);
  });
});

describe("weather in CSV", () => {
  it("is read by the names of its columns, in any order", () => {
    const text =
      "\uFEFFwindMs, time ,temperatureC\r\n3,2026-03-01T01:00:00+01:00,-1.5\r\n4,2026-03-01T01:00Z,2e0\r\n\r\n";
    expect(parseWeatherCsv(text)).toEqual({ startMs, temperatureC: [-1.5, 2], windMs: [3, 4] });
    const semicolons = "time;temperatureC;clearness\n2026-03-01T00:00:00Z;7;.5";
    expect(parseWeatherCsv(semicolons)).toEqual({ startMs, temperatureC: [7], clearness: [0.5] });
  });

  it.each([
    ["", /row 1 column "".*known are time/],
    ["time,temperatureC", /no hours/],
    ["time,temperature\n", /row 1 column "temperature".*temperatureC/],
    ["time,temperatureC,time\n", /row 1 column "time".*twice/],
    ["temperatureC\n1", /no column time/],
    ["time,temperatureC\n2026-03-01T00:00Z,1,2", /row 2 .*3 cells: give 2/],
    ["time,temperatureC\n2026-03-01T00:00Z,warm", /row 2 column temperatureC "warm"/],
    ["time,temperatureC\n2026-03-01T00:00Z,", /row 2 column temperatureC ""/],
    ["time,temperatureC\n2026-03-01T00:00Z,99", /row 2 column temperatureC "99".*-90 to 60/],
    ["time,temperatureC\n2026-03-01T00:00,1", /row 2 column time.*zone/],
    ["time,temperatureC\n2026-03-01T00:30Z,1", /row 2 column time.*full hour/],
    ["time,temperatureC\n2026-02-30T99:00Z,1", /row 2 column time/],
    ["time,temperatureC\n2026-03-01T00:00Z,1\n2026-03-01T02:00Z,1", /row 3 .*01:00:00\.000Z/],
    ["time,temperatureC\n2026-03-01T00:00Z,1\n\n2026-03-01T01:00Z,1", /row 3 .*empty/],
    ["time,temperatureC\n2026-03-01T00:00Z,1;5\n", /row 2 column temperatureC "1;5"/],
    [`time,temperatureC\n${"x".repeat(1_001)}`, /row 2 .*longer than 1000/],
  ])("names row, column and value of what is wrong: %j", (text, rule) => {
    expect(() => parseWeatherCsv(text)).toThrow(rule);
  });

  it("reads no text without end", () => {
    expect(() => parseWeatherCsv(" ".repeat(33_554_433))).toThrow(/33554433 characters/);
  });
});
