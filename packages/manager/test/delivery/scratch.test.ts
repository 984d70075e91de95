import { describe, expect, it } from "vitest";
import { Scratch, ScratchPool } from "../../src/delivery/scratch.ts";

describe("a scratch", () => {
  it("lends pieces that do not overlap, at multiples of 8, also while it grows", () => {
    const scratch = new Scratch();
    const pieces = [3, 8, 0, 1_000, 13, 70_000].map((length, index) => {
      const piece = scratch.bytes(length).fill(index);
      expect(piece).toHaveLength(length);
      expect(piece.byteOffset % 8).toBe(0);
      return piece;
    });
    const numbers = scratch.numbers(5).fill(-1.5);
    pieces.forEach((piece, index) => {
      expect(piece.every((byte) => byte === index)).toBe(true);
    });
    expect([...numbers]).toEqual([-1.5, -1.5, -1.5, -1.5, -1.5]);
  });

  it("lends the same memory again once it is cleared", () => {
    const scratch = new Scratch();
    const { buffer } = scratch.numbers(1_000);
    scratch.clear();
    expect(scratch.bytes(8_000).buffer).toBe(buffer);
  });

  it("takes no new memory for the same pieces again, however many", () => {
    const scratch = new Scratch();
    const lendAll = () => {
      for (let piece = 0; piece < 1_000; piece += 1) scratch.bytes(1_456);
      scratch.numbers(20_000);
      scratch.clear();
      return scratch.byteLength;
    };
    expect(lendAll()).toBe(lendAll());
    expect(scratch.byteLength).toBeLessThan(2_000_000);
  });
});

describe("a pool of scratches", () => {
  it("lends one to each, and one that was given back again", () => {
    const pool = new ScratchPool();
    const one = pool.borrow();
    expect(pool.borrow()).not.toBe(one);
    pool.giveBack(one);
    expect(pool.borrow()).toBe(one);
  });

  it("keeps 64 MiB at most", () => {
    const pool = new ScratchPool();
    const [large, larger] = [pool.borrow(), pool.borrow()];
    large.bytes(40_000_000);
    larger.bytes(40_000_000);
    pool.giveBack(large);
    pool.giveBack(larger);
    expect(pool.borrow()).toBe(large);
    expect(pool.borrow()).not.toBe(larger);
  });
});
