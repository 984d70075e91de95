import { expect, it } from "vitest";
import { countText } from "../../src/console/count-text.ts";
import { durationText } from "../../src/console/duration-text.ts";
import { sizeText } from "../../src/console/size-text.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

it.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [12 * MINUTE_MS + 1, "12 min"],
  [3 * HOUR_MS + 2 * MINUTE_MS, "3 h 02 min"],
  [24 * HOUR_MS - 1, "23 h 59 min"],
  [53 * HOUR_MS, "2 d 5 h"],
])("tells a duration of %s ms as %s", (durationMs, text) => {
  expect(durationText(durationMs)).toBe(text);
});

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_234_567, "1.2 MB"],
  [2_147_483_648, "2.1 GB"],
  [5e15, "5000.0 TB"],
])("tells a size of %s bytes as %s", (byteLength, text) => {
  expect(sizeText(byteLength)).toBe(text);
});

it("tells one reading from many", () => {
  expect([0, 1, 2].map((count) => countText(count, "reading"))).toEqual([
    "0 readings",
    "1 reading",
    "2 readings",
  ]);
});
