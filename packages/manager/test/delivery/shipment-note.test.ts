import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partName, readNote, shipmentName, writeNote } from "../../src/delivery/shipment-note.ts";

const venId = fc.string({ minLength: 1, maxLength: 128, unit: "binary" });
const atMs = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const attempts = fc.nat({ max: 1_000 });

describe("the name of a report", () => {
  it("has at most 128 characters, whatever the VEN is called and however many parts there are", () => {
    fc.assert(
      fc.property(venId, atMs, attempts, fc.nat({ max: 1_000_000 }), (ven, at, tries, part) => {
        const name = shipmentName("box", [`${ven}/${at}`], {
          venId: ven,
          atMs: at,
          attempts: tries,
        });
        expect(partName(name, part).length).toBeLessThanOrEqual(128);
      }),
    );
  });

  it("is the same for the same shipment, and no other's", () => {
    const one = fc.record({
      outboxId: fc.constantFrom("box-1", "box-2"),
      keys: fc.subarray(["Herning/1", "Herning/2", "Herning/1.0-3", "Ikast/1"], { minLength: 1 }),
      attempts: fc.nat({ max: 3 }),
      part: fc.nat({ max: 2 }),
    });
    const nameOf = (said: {
      outboxId: string;
      keys: readonly string[];
      attempts: number;
      part: number;
    }) =>
      partName(
        shipmentName(said.outboxId, said.keys, {
          venId: "Herning",
          atMs: 1,
          attempts: said.attempts,
        }),
        said.part,
      );
    fc.assert(
      fc.property(one, one, (first, second) => {
        const isSame = JSON.stringify(first) === JSON.stringify(second);
        expect(nameOf(first) === nameOf(second)).toBe(isSame);
      }),
    );
  });

  it("tells VENs apart whose names begin alike", () => {
    const names = ["a", "b"].map((end) => {
      const long = `${"x".repeat(100)}${end}`;
      return shipmentName("box", [`${long}/1`], { venId: long, atMs: 1, attempts: 0 });
    });
    expect(new Set(names).size).toBe(2);
  });

  it("comes back from a VTN as it was sent: a character that does not fit is not cut in two", () => {
    const beer = `${"x".repeat(63)}\u{1f37a}`;
    fc.assert(
      fc.property(fc.oneof(venId, fc.constant(beer)), (ven) => {
        const name = shipmentName("box", ["k"], { venId: ven, atMs: 1, attempts: 0 });
        expect(Buffer.from(name, "utf8").toString("utf8")).toBe(name);
      }),
    );
  });
});

describe("the note of a shipment", () => {
  it("is read as it was written", () => {
    const note = fc.record(
      {
        name: fc.string({ minLength: 1 }),
        perReport: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        programId: fc.string(),
        eventId: fc.string(),
        isConflict: fc.boolean(),
      },
      { requiredKeys: ["name", "perReport"] },
    );
    fc.assert(
      fc.property(note, (said) => {
        expect(readNote(writeNote(said))).toEqual(said);
      }),
    );
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"name":"","perReport":1}',
    '{"name":"a"}',
    '{"name":"a","perReport":0}',
    '{"name":"a","perReport":1.5}',
    '{"name":"a","perReport":1e999}',
    '{"name":"a","perReport":"1"}',
    '{"perReport":1}',
  ])("is none where somebody else wrote %j", (text) => {
    expect(readNote(text)).toBe(undefined);
  });
});
