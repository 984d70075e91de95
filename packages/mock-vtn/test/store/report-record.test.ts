import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReportFields } from "../../src/store/object-fields.ts";
import { ReportRecord } from "../../src/store/report-record.ts";

const metadata = {
  id: "report-1",
  createdDateTime: "2026-01-16T12:00:00.000Z",
  modificationDateTime: "2026-01-16T12:00:00.000Z",
  objectType: "REPORT",
} as const;

const textOf = (record: ReportRecord) =>
  Buffer.concat(record.json().map((part) => Buffer.from(part as string))).toString();

describe("ReportRecord", () => {
  it("answers the text that came as it would answer the object, however it is written", () => {
    const space = fc.constantFrom("", " ", "\n\t", "\r\n  ");
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string({ minLength: 1 }),
        fc.string({ unit: "grapheme" }),
        space,
        fc.constantFrom(undefined, 2, "\t"),
        fc.constantFrom({}, { clientID: 'client "a" – å' }),
        (others, eventID, clientName, around, indent, stamp) => {
          const reserved = new Set([...Object.keys(metadata), "clientID"]);
          const extra = Object.entries(others).filter(([key]) => !reserved.has(key));
          const fields: ReportFields = { ...Object.fromEntries(extra), eventID, clientName };
          const text = `${around}${JSON.stringify(fields, undefined, indent)}${around}`;
          const draft = { fields, clientId: "a", stamp };
          const spliced = new ReportRecord(metadata, { ...draft, bytes: Buffer.from(text) });
          const written = new ReportRecord(metadata, draft);
          expect(JSON.parse(textOf(spliced))).toEqual(JSON.parse(textOf(written)));
          expect(spliced.object).toEqual(written.object);
          expect(JSON.parse(textOf(spliced))).toEqual({
            ...metadata,
            ...stamp,
            ...JSON.parse(text),
          });
        },
      ),
    );
  });

  it("does not hold on to the block of memory that its text is a small part of", () => {
    const block = Buffer.alloc(100_000);
    const text = '{"eventID":"e","clientName":"c","resources":[]}';
    block.write(text, 5_000);
    const bytes = block.subarray(5_000, 5_000 + text.length);
    const fields = { eventID: "e", clientName: "c" };
    const record = new ReportRecord(metadata, { fields, clientId: "a", bytes });
    const [, rest] = record.json();
    expect((rest as Uint8Array).buffer.byteLength).toBeLessThan(1_000);
    block.fill(0);
    expect(record.object).toMatchObject({ eventID: "e", resources: [] });
  });
});
