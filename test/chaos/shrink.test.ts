import { describe, expect, it } from "vitest";
import { fewerOf, shrink } from "../../scripts/chaos/shrink.ts";

const inAMinute = () => performance.now() + 60_000;

describe("shrink", () => {
  it("finds the few that make a list fail, whatever else is in it", async () => {
    const list = Array.from({ length: 40 }, (_, index) => index);
    const fails = async (items: readonly number[]) => items.includes(7) && items.includes(31);
    const { scenario, isMinimal } = await shrink<readonly number[]>(
      list,
      fewerOf,
      fails,
      inAMinute(),
    );
    expect([scenario, isMinimal]).toEqual([[7, 31], true]);
  });

  it("ends when the time is up, with the smallest so far", async () => {
    const fails = async () => true;
    const list: readonly number[] = [1, 2, 3];
    const { scenario, tries, isMinimal } = await shrink<readonly number[]>(
      list,
      fewerOf,
      fails,
      performance.now() - 1,
    );
    expect([scenario, tries, isMinimal]).toEqual([list, 0, false]);
  });

  it("takes a scenario that cannot be run for none that fails", async () => {
    const fails = async (items: readonly number[]) => {
      if (items.length < 2) throw new Error("too small to run");
      return true;
    };
    const { scenario } = await shrink<readonly number[]>([1, 2, 3, 4], fewerOf, fails, inAMinute());
    expect(scenario).toHaveLength(2);
  });
});
