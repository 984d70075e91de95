import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPart, partKey, wholeKey } from "../../src/delivery/part-key.ts";

const key = fc
  .tuple(fc.string({ minLength: 1 }), fc.integer({ min: 0 }))
  .map(([venId, atMs]) => `${venId}/${atMs}`);

describe("the key of a part", () => {
  it("leads back to the key of its tick, however often it was parted", () => {
    const ranges = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(key, ranges, (whole, each) => {
        expect(isPart(whole)).toBe(false);
        expect(wholeKey(whole)).toBe(whole);
        const part = each.reduce((one, range) => partKey(one, Uint32Array.from(range)), whole);
        expect(isPart(part)).toBe(true);
        expect(wholeKey(part)).toBe(whole);
      }),
    );
  });

  it("is long enough for any name of a VEN in an outbox", () => {
    const whole = `${"x".repeat(128)}/253402300799999`;
    expect(partKey(whole, Uint32Array.of(4_294_967_294, 4_294_967_295)).length).toBeLessThan(256);
  });
});
