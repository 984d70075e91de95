import { eachOfMany } from "@ven/core";
import { describe, expect, it } from "vitest";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("eachOfMany", () => {
  it("does each item once, in order, and no more at a time than it may", async () => {
    let running = 0;
    let most = 0;
    const done: string[] = [];
    await eachOfMany(new Set(["a", "b", "c", "d", "e"]), 2, async (item, index) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      done.push(`${index}${item}`);
    });
    expect(done).toEqual(["0a", "1b", "2c", "3d", "4e"]);
    expect(most).toBe(2);
  });

  it("begins no further item after a failure, waits for what is under way, and throws the first", async () => {
    const begun: number[] = [];
    let ended = 0;
    const run = eachOfMany([0, 1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error("first");
      await turn();
      ended += 1;
      throw new Error("second");
    });
    await expect(run).rejects.toThrow("first");
    expect([begun, ended]).toEqual([[0, 1], 1]);
  });

  it("has nothing to do for no items", async () => {
    await eachOfMany([], 16, () => Promise.reject(new Error("never")));
  });
});
