import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { isDateTime, isUri } from "./formats.ts";

const ajv = new Ajv();
addFormats.default(ajv, ["date-time", "uri"]);
const ajvFormats = {
  "date-time": ajv.compile({ type: "string", format: "date-time" }),
  uri: ajv.compile({ type: "string", format: "uri" }),
};

describe("the formats to judge by", () => {
  it.each([
    ["2026-01-16T10:00:00+01", "an offset has hours and minutes"],
    ["2026-01-16T10:00:00+0100", "an offset has a colon"],
    ["2026-01-16\t10:00:00Z", "a date and a time are parted by T, or a space"],
    ["2026-01-16\n10:00:00Z", "a date and a time are parted by T, or a space"],
  ])("refuse %j, which ajv-formats takes for a date-time: %s", (text) => {
    expect(ajvFormats["date-time"](text)).toBe(true);
    expect(isDateTime(text)).toBe(false);
  });

  it.each([
    ["a:", "a path may be empty"],
    ["about:?q", "a path may be empty before a query"],
  ])("take %j, which ajv-formats takes for no URI: %s", (text) => {
    expect(ajvFormats.uri(text)).toBe(false);
    expect(isUri(text)).toBe(true);
  });

  it.each([
    ["a:/[::1]", "an address in brackets stands behind two slashes"],
    ["a://[::ffff:010.0.0.1]", "no byte of an IPv4 address begins with 0"],
  ])("refuse %j, which ajv-formats takes for a URI: %s", (text) => {
    expect(ajvFormats.uri(text)).toBe(true);
    expect(isUri(text)).toBe(false);
  });

  it.each([
    ["2016-12-31T23:59:60Z", true],
    ["2017-01-01T05:29:60+05:30", true],
    ["2016-12-31T23:58:60Z", false],
    ["2016-12-31T23:59:61Z", false],
    ["2024-02-29T00:00:00.123456789-00:00", true],
    ["2023-02-29T00:00:00Z", false],
    ["2000-02-29t00:00:00z", true],
    ["2026-01-16T10:00:00", false],
  ])("agree with ajv-formats on the date-time %s", (text, isValid) => {
    expect(isDateTime(text)).toBe(isValid);
    expect(ajvFormats["date-time"](text)).toBe(isValid);
  });
});
