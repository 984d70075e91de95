import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RecordBounds, RecordIndex } from "../../src/store/record-index.ts";

interface Item {
  readonly id: string;
  readonly byteLength: number;
  readonly group: string;
}

/** What an index should hold, done the slow way. */
function dropOldest(items: readonly Item[], { maxCount, maxBytes }: RecordBounds): readonly Item[] {
  const bytes = items.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const isOver = items.length > maxCount || bytes > maxBytes;
  return isOver && items.length > 1 ? dropOldest(items.slice(1), { maxCount, maxBytes }) : items;
}

describe("RecordIndex", () => {
  it("holds the newest within its bounds, in order, whatever is put, changed and deleted", () => {
    const step = fc.record({
      kind: fc.constantFrom("add", "change", "delete"),
      at: fc.nat(20),
      byteLength: fc.nat(40),
      group: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.record({
          maxCount: fc.integer({ min: 1, max: 8 }),
          maxBytes: fc.integer({ min: 1, max: 150 }),
        }),
        (steps, bounds) => {
          const index = new RecordIndex<Item>({
            bounds,
            keyOf: ({ id }) => `key of ${id}`,
            groupOf: ({ group }) => group,
          });
          let model: readonly Item[] = [];
          steps.forEach(({ kind, at, byteLength, group }, number) => {
            const known = model[at % Math.max(1, model.length)];
            if (kind === "add" || known === undefined) {
              const item = { id: `item-${number}`, byteLength, group };
              index.set(item);
              model = dropOldest([...model, item], bounds);
            } else if (kind === "change") {
              const item = { ...known, byteLength, group };
              index.set(item);
              model = dropOldest(
                model.map((other) => (other.id === item.id ? item : other)),
                bounds,
              );
            } else {
              index.delete(known);
              model = model.filter((other) => other !== known);
            }
            expect([...index.values()]).toEqual(model);
            expect(index.size).toBe(model.length);
            const members = model.filter((item) => item.group === group).map(({ id }) => id);
            expect(new Set(index.inGroup(group).map(({ id }) => id))).toEqual(new Set(members));
            for (const item of model) expect(index.withKey(`key of ${item.id}`)).toBe(item);
          });
        },
      ),
    );
  });

  it("keeps a member's place in its group when it is changed", () => {
    const index = new RecordIndex<Item>({ groupOf: ({ group }) => group });
    for (const id of ["1", "2", "3"]) index.set({ id, byteLength: 0, group: "g" });
    index.set({ id: "1", byteLength: 5, group: "g" });
    expect(index.inGroup("g").map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });
});
