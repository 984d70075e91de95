import { describe, expect, it } from "vitest";
import { readRetryAfter } from "../../src/resilience/read-retry-after.ts";

const nowAtMs = Date.UTC(2025, 0, 16, 14);

describe("readRetryAfter", () => {
  it.each([
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7_000],
    ["99999999999", 86_400_000],
    ["Thu, 16 Jan 2025 14:00:05 GMT", 5_000],
    ["Thu, 16 Jan 2025 13:00:00 GMT", 0],
    ["Thursday, 16-Jan-25 14:00:05 GMT", 5_000],
    ["Sat, 16 Jan 2055 14:00:00 GMT", 86_400_000],
    [undefined, undefined],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["1e9", undefined],
    ["soon", undefined],
    ["Thu, 99 Foo 2025", undefined],
    ["2025-01-16T14:00:05Z", undefined],
    ["1".repeat(41), undefined],
  ])("reads %o as %o ms", (header, ms) => {
    expect(readRetryAfter(header, nowAtMs)).toBe(ms);
  });
});
