import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ALL_CASES } from "../../scripts/chaos/all-cases.ts";
import {
  GUARANTEES,
  readGuarantees,
  tableCells,
} from "../../scripts/guarantees/guarantees-table.ts";

const bench = readGuarantees("bench-delivery");

/** What a bench of delivery tells at least. */
const FIGURES = [
  "singleVsNaive",
  "batch720ProcessVsNaive",
  "batch720PowerLossVsNaive",
  "batch7200OverUndici",
  "encodeVsStringify",
  "outboxVsRows",
  "stallMs",
  "rssMB",
] as const;

/** How large the runs were at least. */
const SIZES = {
  chaos: { kills: 50, killReadings: 10_000, outageReadings: 20 * 2 * 72 * 60, answers: 10_000 },
  "chaos-long": {
    kills: 950,
    killReadings: 150_000,
    outageReadings: 1_000 * 2 * 72 * 120,
    answers: 100_000,
  },
} as const;

/** The table of long runs may not be written yet. */
const WRITTEN = (["chaos", "chaos-long"] as const).filter(
  (name) => name === "chaos" || readGuarantees(name) !== "",
);

describe.each(WRITTEN)("the table %s of docs/guarantees.md", (name) => {
  const [head, ...rows] = tableCells(readGuarantees(name));

  it("has every proof, each with counts that keep what is promised", () => {
    expect(head).toEqual(["case", "kills", "readings", "lost", "doubled", "besides"]);
    expect(rows.map(([row]) => row)).toEqual(ALL_CASES.flatMap((one) => one.rows));
    for (const [row = "", kills, readings, lost, doubled, besides] of rows) {
      for (const count of [kills, readings, doubled])
        expect([row, count]).toEqual([row, expect.stringMatching(/^\d+$/)]);
      expect([row, lost]).toEqual([row, "0"]);
      expect([row, Number(readings) > 0]).toEqual([row, true]);
      if (!row.includes("flat")) expect([row, doubled]).toEqual([row, "0"]);
      expect(besides).toMatch(/^(\w+ -?\d+(\.\d)?(, |$))*$/);
    }
  });

  it("was written of runs as large as they are to be", () => {
    const ofCase = (prefix: string) => rows.filter(([row]) => row?.startsWith(prefix));
    const countOf = (column: number, prefix: string) =>
      ofCase(prefix).reduce((sum, cells) => sum + Number(cells[column]), 0);
    const { kills, killReadings, outageReadings, answers } = SIZES[name];
    expect(countOf(1, "kills")).toBeGreaterThanOrEqual(kills);
    expect(countOf(2, "kills")).toBeGreaterThanOrEqual(killReadings);
    expect(countOf(2, "outage")).toBeGreaterThanOrEqual(outageReadings);
    const [[, , , , , fuzz = ""] = []] = ofCase("fuzz");
    expect(Number(/answers (\d+)/.exec(fuzz)?.[1])).toBeGreaterThanOrEqual(answers);
  });
});

describe("docs/guarantees.md", () => {
  it.skipIf(bench === "")("has every figure of the delivery bench", () => {
    const rows = tableCells(bench);
    for (const figure of FIGURES) {
      const row = rows.find(([name]) => name?.includes(figure));
      expect([figure, row?.[1]]).toEqual([figure, expect.stringMatching(/\d/)]);
    }
  });

  it("names only tests that there are, for every promise from P1 to P20", () => {
    const text = readFileSync(GUARANTEES, "utf8");
    const paths = [...text.matchAll(/`((?:packages|test)\/[^`]+)`/g)].map(([, path]) => path ?? "");
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) {
      expect([path, existsSync(new URL(`../${path}`, GUARANTEES))]).toEqual([path, true]);
    }
    const promises = [...text.matchAll(/^\| (P\d+) \|/gm)].map(([, promise]) => promise);
    expect(promises).toEqual(Array.from({ length: 20 }, (_, index) => `P${index + 1}`));
  });
});
