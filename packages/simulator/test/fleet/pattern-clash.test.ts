import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberedName, numberInName, prefixOf } from "../../src/fleet/numbered-name.ts";
import { type NamePattern, patternClash } from "../../src/fleet/pattern-clash.ts";

/** Few letters and digits, so that many of them clash. */
const part = fc.string({ unit: fc.constantFrom("a", "0", "1", "2"), maxLength: 3 });
const count = fc.integer({ min: 1, max: 250 });
const once = fc.tuple(part, part, count).map(([a, b, n]) => ({ name: `${a}{n}${b}`, count: n }));
const twice = fc
  .tuple(part, part, part, count)
  .map(([a, b, c, n]) => ({ name: `${a}{n}${b}{n}${c}`, count: n }));

const namesOf = ({ name, count: names }: NamePattern) =>
  Array.from({ length: names }, (_, at) => numberedName(name, at + 1, names));

describe("two patterns", () => {
  it.each([
    ["with one number", once],
    ["with several", twice],
  ])("%s have a name in common where lists of their names have one", (_, other) => {
    fc.assert(
      fc.property(once, other, (a, b) => {
        const [outer, inner] =
          (prefixOf(a.name) ?? "") <= (prefixOf(b.name) ?? "") ? [a, b] : [b, a];
        fc.pre((prefixOf(inner.name) ?? "").startsWith(prefixOf(outer.name) ?? ""));
        const names = new Set(namesOf(outer));
        const shared = namesOf(inner).filter((name) => names.has(name));
        const found = patternClash(outer, inner);
        if (shared.length === 0) expect(found).toBeUndefined();
        else expect(shared).toContain(found);
      }),
      { numRuns: 3_000 },
    );
  });

  it("are compared in no time, however many they stand for", () => {
    const outer = { name: "house-{n}", count: 10_000_000 };
    expect(patternClash(outer, { name: "house-9999999{n}", count: 9 })).toBeUndefined();
    expect(patternClash(outer, { name: "house-999999{n}", count: 9 })).toBe("house-9999991");
  });
});

describe("the number in a name", () => {
  it("is that from which the name was made, and there is none in other names", () => {
    fc.assert(
      fc.property(fc.oneof(once, twice), fc.nat(), part, (pattern, place, other) => {
        const names = namesOf(pattern);
        const name = names[place % names.length] ?? "";
        expect(numberInName(name, pattern.name, pattern.count)).toBe((place % names.length) + 1);
        const n = numberInName(other, pattern.name, pattern.count);
        expect(n).toBe(names.includes(other) ? names.indexOf(other) + 1 : undefined);
      }),
    );
  });
});
