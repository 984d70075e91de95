import { describe, expect, it } from "vitest";
import { parseSize } from "../../src/settings/parse-size.ts";

describe("parseSize", () => {
  it.each([
    ["500MB", 500_000_000],
    ["1.5 GB", 1_500_000_000],
    ["2GiB", 2_147_483_648],
    ["64kib", 65_536],
    ["100kB", 100_000],
    ["7B", 7],
  ])("reads %s", (text, byteLength) => {
    expect(parseSize(text)).toBe(byteLength);
  });

  it.each(["", "500", "MB", "-1MB", "0MB", "1e3MB", "5 mega", "99999999999999TB", "0.5B"])(
    'refuses "%s" and says how it is written',
    (text) => {
      expect(() => parseSize(text)).toThrow("such as 500MB");
    },
  );
});
