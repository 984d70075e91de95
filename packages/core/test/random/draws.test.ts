import { Draws, mixedWord, textKey } from "@ven/core";
import { describe, expect, it } from "vitest";

const key = textKey("load");

/** Mean of so many numbers. */
function mean(count: number, number: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += number(index);
  return sum / count;
}

describe("Draws", () => {
  it("gives the same numbers whenever it comes back to a place, and others elsewhere", () => {
    const draws = new Draws();
    const five = (stream: number, index: number) => {
      draws.startAt(key, stream, index);
      return Array.from({ length: 5 }, () => draws.uniform());
    };
    const first = five(1, 2);
    expect(new Set([...first, ...five(1, 3), ...five(2, 2)]).size).toBe(15);
    expect(five(1, 2)).toEqual(first);
    draws.startAt(textKey("other"), 1, 2);
    expect(draws.uniform()).not.toBe(first[0]);
  });

  it("is uniform, normal and Poisson as asked", () => {
    const draws = new Draws().startAt(key, 1, 1);
    expect(mean(20_000, () => draws.between(2, 4))).toBeCloseTo(3, 1);
    expect(mean(20_000, () => draws.normal(5, 2))).toBeCloseTo(5, 1);
    expect(mean(20_000, () => draws.normal(0, 2) ** 2)).toBeCloseTo(4, 0);
    expect(mean(20_000, () => draws.count(2.5))).toBeCloseTo(2.5, 1);
    expect(mean(2_000, () => draws.count(0))).toBe(0);
  });
});

describe("mixedWord", () => {
  it("fills its range evenly, each bit by itself, along every coordinate", () => {
    const along = [
      (index: number) => mixedWord(key, 1, index),
      (index: number) => mixedWord(key, index, 1),
      (index: number) => mixedWord(textKey(`load_${index}`), 1, 1),
    ];
    for (const word of along) {
      for (let bit = 0; bit < 32; bit += 1) {
        expect(mean(4_000, (index) => (word(index) >>> bit) & 1)).toBeCloseTo(0.5, 1);
      }
      const next = mean(
        4_000,
        (index) => (word(index) / 2 ** 32 - 0.5) * (word(index + 1) / 2 ** 32 - 0.5),
      );
      expect(Math.abs(next)).toBeLessThan(0.006);
    }
  });

  it("is the same in every release", () => {
    expect([
      mixedWord(key, 0, 0),
      mixedWord(key, 7, -1),
      mixedWord(key, 7, 4_000_000_000),
    ]).toMatchInlineSnapshot(`
      [
        903474492,
        3577706482,
        920867941,
      ]
    `);
  });
});
