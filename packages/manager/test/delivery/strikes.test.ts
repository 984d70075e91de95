import { describe, expect, it } from "vitest";
import { Strikes } from "../../src/delivery/strikes.ts";

describe("Strikes", () => {
  it("are for good at the fifth, each key by itself, and begin anew when forgotten", () => {
    const strikes = new Strikes();
    const five = (key: string) => [1, 2, 3, 4, 5].map(() => strikes.add(key));
    expect(five("a")).toEqual([false, false, false, false, true]);
    expect(strikes.add("b")).toBe(false);
    strikes.forget("a");
    expect(five("a")).toEqual([false, false, false, false, true]);
  });

  it("forget the longest unused of very many, so that memory stays flat", () => {
    const strikes = new Strikes();
    for (let count = 0; count < 4; count += 1) strikes.add("old");
    for (let key = 0; key < 10_000; key += 1) strikes.add(`${key}`);
    expect(strikes.add("old")).toBe(false);
  });
});
