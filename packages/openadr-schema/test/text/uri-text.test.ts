import { describe, expect, it } from "vitest";
import { boundedUri, uriText } from "../../src/text/uri-text.ts";

const isUri = (text: string) => uriText.safeParse(text).success;

describe("uriText", () => {
  it.each([
    "https://example.com/callbacks?id=1#top",
    "mqtts://broker.example.com:8883",
    "http://[::1]:8080/",
    "http://[2001:db8:0:0:0:0:2:1]",
    "http://[::ffff:192.0.2.1]",
    "urn:isbn:0451450523",
    "about:blank",
    "a:",
  ])("takes %s", (text) => {
    expect(isUri(text)).toBe(true);
  });

  it.each([
    "www.example.com/path",
    "//example.com",
    "https://example.com/a b",
    "https://example.com/ä",
    "https://example.com:80a/",
    "https://example.com/%zz",
    "http://[1::2::3]/",
    "http://[1:2:3:4:5:6:7]/",
    "http://[1:2:3:4:5:6:7::8]/",
    "http://[::ffff:192.0.2.256]/",
    "http://[::192.0.2.1:1]/",
  ])("refuses %s", (text) => {
    expect(isUri(text)).toBe(false);
  });

  it("takes 8,000 characters and no more", () => {
    expect(isUri(`a:${"b".repeat(7_998)}`)).toBe(true);
    expect(isUri(`a:${"b".repeat(7_999)}`)).toBe(false);
    expect(boundedUri(3).safeParse("a:").success).toBe(false);
  });

  it.each(["a://", "a://u:p@", "a:/", "a:?", "a:#", "a://[", "a://[v1."])(
    "judges a long text behind %s in no more than a moment",
    (start) => {
      for (const filling of ["a", "%41", "/", "a:", ":", "1."]) {
        expect(isUri(`${start}${filling.repeat(100_000)}`)).toBe(false);
        isUri(`${start}${filling.repeat(7_900 / filling.length)} `);
      }
    },
  );
});
