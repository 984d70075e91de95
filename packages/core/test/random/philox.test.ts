import { keyedRandom, philox4x32, textKey } from "@ven/core";
import { describe, expect, it } from "vitest";

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, "0"));

describe("philox4x32", () => {
  // Known-answer vectors of Random123 for philox4x32-10.
  it.each([
    { c: [0, 0, 0, 0], k: [0, 0], out: "6627e8d5 e169c58d bc57ac4c 9b00dbd8" },
    {
      c: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      k: [0xffffffff, 0xffffffff],
      out: "408f276d 41c83b0e a20bc7c6 6d5451fd",
    },
    {
      c: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      k: [0xa4093822, 0x299f31d0],
      out: "d16cfe09 94fdcceb 5001e420 24126ea1",
    },
  ])("gives the published words for counter $c", ({ c, k, out }) => {
    const words = new Uint32Array(4);
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = c;
    const [k0 = 0, k1 = 0] = k;
    philox4x32(words, c0, c1, c2, c3, k0, k1);
    expect(hex(words).join(" ")).toBe(out);
  });
});

describe("keyedRandom", () => {
  it("gives the same number at the same place, whatever was asked before", () => {
    const key = textKey("Murphy's Pub/load_0");
    const random = keyedRandom(42);
    const first = random.uniform(key, 1, 1_000);
    for (let index = 0; index < 100; index += 1) random.uniform(key, 2, index);
    expect(random.uniform(key, 1, 1_000)).toBe(first);
    expect(keyedRandom(42).uniform(key, 1, 1_000)).toBe(first);
  });

  it("gives another number for another seed, key, stream or index", () => {
    const key = textKey("a");
    const numbers = [
      keyedRandom(1).uniform(key, 1, 1),
      keyedRandom(2).uniform(key, 1, 1),
      keyedRandom(1).uniform(textKey("b"), 1, 1),
      keyedRandom(1).uniform(key, 2, 1),
      keyedRandom(1).uniform(key, 1, 2),
      keyedRandom(1).uniform(key, 1, 2 ** 32 + 1),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("is spread evenly over [0, 1)", () => {
    const random = keyedRandom("spread");
    const bins = new Array<number>(10).fill(0);
    for (let index = 0; index < 20_000; index += 1) {
      const bin = Math.floor(random.uniform(textKey("x"), 0, index) * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    for (const count of bins) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });
});
