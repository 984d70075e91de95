import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LayoutBook } from "../../src/delivery/layout-book.ts";
import { layoutOf } from "./support/kept-readings.ts";

const bytesOf = (value: unknown) => ({ key: "k", bytes: Buffer.from(JSON.stringify(value)) });

const plain = {
  venId: "Herning",
  resources: [["Herning-0", "site"]],
  loadIds: ["load_0", "load_1"],
  resourceIndex: [0, 0],
  loadIndex: [0, 1],
};

describe("LayoutBook", () => {
  it("reads in another process what it wrote in this", () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), fc.string({ minLength: 1 }), (rowCount, name) => {
        const layout = layoutOf(rowCount);
        const named = { ...layout, resources: layout.resources.map((one) => ({ ...one, name })) };
        expect(new LayoutBook().read(new LayoutBook().write(named))).toEqual(named);
      }),
    );
  });

  it("gives the same object for the same layout, so that ticks of it can go into one report", () => {
    const book = new LayoutBook();
    const layout = layoutOf(3);
    const shared = book.write(layout);
    expect(book.write(layout)).toBe(shared);
    expect(book.read(shared)).toBe(layout);
    const other = new LayoutBook();
    expect(other.read(shared)).toBe(other.read(shared));
  });

  it("gives layouts that differ in anything keys that differ", () => {
    const book = new LayoutBook();
    const layout = layoutOf(3);
    const others = [
      layoutOf(2),
      layoutOf(3, "Ikast"),
      { ...layout, loadIndex: Uint16Array.of(0, 2, 1) },
      { ...layout, resources: layout.resources.map((one) => ({ ...one, name: "other" })) },
    ];
    const keys = [layout, ...others].map((one) => book.write(one).key);
    expect(new Set(keys).size).toBe(5);
  });

  it.each([
    ["a list that is none", { ...plain, resourceIndex: "00" }],
    [
      "a length without a list",
      { ...plain, resourceIndex: { length: 4e9 }, loadIndex: { length: 4e9 } },
    ],
    ["a row of no resource", { ...plain, resourceIndex: [0, 1] }],
    ["a row of no load", { ...plain, loadIndex: [0, 2] }],
    ["an index that is no whole number", { ...plain, loadIndex: [0, 0.5] }],
    ["an index below 0", { ...plain, loadIndex: [0, -1] }],
    ["lists of two lengths", { ...plain, loadIndex: [0] }],
    ["a blank VEN", { ...plain, venId: " " }],
    ["a load that is no text", { ...plain, loadIds: [1, 2] }],
    ["nothing", null],
  ])("gives nothing for %s", (_, value) => {
    expect(new LayoutBook().read(bytesOf(plain))).toMatchObject({ rowCount: 2 });
    expect(new LayoutBook().read(bytesOf(value))).toBe(undefined);
  });

  it("gives a layout or nothing for any bytes, and never throws", () => {
    const parts = fc.record({
      venId: fc.constantFrom("Herning", "", 7),
      resources: fc.oneof(fc.constant([["a", "b"]]), fc.jsonValue()),
      loadIds: fc.oneof(fc.constant(["load_0"]), fc.jsonValue()),
      resourceIndex: fc.oneof(fc.constant([0]), fc.jsonValue()),
      loadIndex: fc.oneof(fc.constant([0]), fc.jsonValue()),
    });
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      parts.map((value) => Buffer.from(JSON.stringify(value))),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        const layout = new LayoutBook().read({ key: "k", bytes: some });
        if (layout === undefined) return;
        expect(layout.resourceIndex).toHaveLength(layout.rowCount);
        expect(layout.loadIndex).toHaveLength(layout.rowCount);
        for (const index of layout.resourceIndex) {
          expect(typeof layout.resources[index]?.name).toBe("string");
        }
      }),
      { numRuns: 300 },
    );
  });
});
