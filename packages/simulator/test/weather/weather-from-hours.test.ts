import { textKey } from "@ven/core";
import { parseWeatherCsv, syntheticWeather, weatherFromHours } from "@ven/simulator";
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

  it("refuses to invent what the data has not, and takes it from another weather if there is one", () => {
    expect(() => weather.temperatureC(hour + 3)).toThrow(/2026-03-01T03:00:00.000Z.*3 hours/);
    expect(() => weather.clearness((hour - 1) * 60)).toThrow(/clearness/);
    const bare = weatherFromHours({ startMs, temperatureC: [1] });
    expect(() => bare.windMs(hour)).toThrow(/no windMs/);
    const other = syntheticWeather(textKey("other"), { latitudeDeg: 56, longitudeDeg: 9 });
    const both = weatherFromHours({ startMs, temperatureC: [1] }, other);
    expect(both.temperatureC(hour)).toBe(1);
    expect(both.temperatureC(hour + 1)).toBe(other.temperatureC(hour + 1));
    expect(both.windMs(hour)).toBe(other.windMs(hour));
    expect(both.clearness(hour * 60 + 7)).toBe(other.clearness(hour * 60 + 7));
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
