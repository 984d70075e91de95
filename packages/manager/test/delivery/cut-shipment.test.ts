import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutShipment } from "../../src/delivery/cut-shipment.ts";
import { anyReadings, wholeReadings } from "./support/kept-readings.ts";

const entries = fc.array(anyReadings(30), { maxLength: 5 });

describe("cutShipment", () => {
  it("puts every row of every entry into exactly one report, in order", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 50 }), (kept, perReport) => {
        const parts = cutShipment({ name: "n", perReport }, kept);
        const cut = parts.flatMap(({ slices }) =>
          slices.flatMap(({ entryIndex, rows }) => [...rows].map((row) => [entryIndex, row])),
        );
        expect(cut).toEqual(
          kept.flatMap(({ rows }, index) => [...rows].map((row) => [index, row])),
        );
        parts.forEach(({ readingCount, slices }, index) => {
          expect(slices.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(readingCount);
          if (index < parts.length - 1) expect(readingCount).toBe(perReport);
          expect(readingCount).toBeGreaterThan(0);
          expect(readingCount).toBeLessThanOrEqual(perReport);
        });
        expect(new Set(parts.map(({ reportName }) => reportName)).size).toBe(parts.length);
      }),
    );
  });

  it("cuts the same shipment into the same reports each time", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 50 }), (kept, perReport) => {
        const note = { name: "n", perReport, programId: "p", eventId: "e" };
        expect(cutShipment(note, kept)).toEqual(cutShipment(note, kept));
      }),
    );
  });

  it("quotes in each report what the note says", () => {
    const parts = cutShipment({ name: "n", perReport: 2, programId: "p", eventId: "e" }, [
      wholeReadings(5),
    ]);
    expect(parts).toMatchObject([
      { reportName: "n", programId: "p", eventId: "e", readingCount: 2 },
      { reportName: "n 1", programId: "p", eventId: "e", readingCount: 2 },
      { reportName: "n 2", programId: "p", eventId: "e", readingCount: 1 },
    ]);
  });
});
