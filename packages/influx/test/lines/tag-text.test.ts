import { escape as influxClientEscape } from "@influxdata/influxdb-client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storedTag, tagInLine, textOfTag } from "../../src/lines/tag-text.ts";
import { parseLines } from "../support/parse-lines.ts";
import { anyText, plainText } from "../support/texts.ts";

describe("texts as tags", () => {
  it("come back as they were, whatever they are", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textOfTag(storedTag(text))).toBe(text);
      }),
    );
  });

  it("are two tags when they are two texts", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(storedTag(a) === storedTag(b)).toBe(a === b);
      }),
    );
  });

  it("survive line protocol, whatever they are", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const line = `m,a=${tagInLine(a)},b=${tagInLine(b)} power_w=1 0\n`;
        const [point, ...more] = parseLines(line);
        expect(more).toEqual([]);
        expect(point?.tags).toEqual({ a: storedTag(a), b: storedTag(b) });
      }),
    );
  });

  it("stay as they are, without backslash, percent sign and control characters", () => {
    fc.assert(
      fc.property(plainText, (text) => {
        expect(storedTag(text)).toBe(text);
      }),
    );
  });

  it("are escaped as the client for 2.x escapes them", () => {
    fc.assert(
      fc.property(plainText, (text) => {
        expect(tagInLine(text)).toBe(influxClientEscape.tag(text));
      }),
    );
  });

  it.each([
    ["", "%"],
    ["%", "%25"],
    ["50% pub", "50%25 pub"],
    ["\\", "%5C"],
    ["a\nb\r\tc", "a%0Ab%0D%09c"],
    ["\u0000\u007F\u0085", "%00%7F%85"],
    ["\uD83D half", "%uD83D half"],
    ["Århus 🍺", "Århus 🍺"],
    ["%41", "%2541"],
  ])("that no tag can hold are spelt with codes: %j", (text, stored) => {
    expect(storedTag(text)).toBe(stored);
    expect(textOfTag(stored)).toBe(text);
  });
});
