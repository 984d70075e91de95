import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BinaryHeap } from "../../src/intervals/binary-heap.ts";

const drain = (heap: BinaryHeap<number>) => Array.from({ length: heap.size }, () => heap.pop());
const ascending = (a: number, b: number) => a - b;

describe("BinaryHeap", () => {
  it("gives back what was put in, in order, whatever leaves in between", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer()),
        fc.array(fc.integer()),
        fc.nat(20),
        (before, after, pops) => {
          const heap = new BinaryHeap<number>((a, b) => a < b);
          for (const item of before) heap.push(item);
          const popped = Array.from({ length: Math.min(pops, before.length) }, () => heap.pop());
          expect(popped).toEqual(before.toSorted(ascending).slice(0, popped.length));
          for (const item of after) heap.push(item);
          const rest = [...before.toSorted(ascending).slice(popped.length), ...after];
          expect(heap.first).toBe(rest.toSorted(ascending)[0]);
          heap.keep((item) => item % 2 === 0);
          expect(drain(heap)).toEqual(rest.filter((item) => item % 2 === 0).sort(ascending));
          expect(heap.pop()).toBeUndefined();
        },
      ),
    );
  });
});
