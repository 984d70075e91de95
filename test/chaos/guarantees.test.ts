import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ALL_CASES } from "../../scripts/chaos/all-cases.ts";
import {
  GUARANTEES,
  readGuarantees,
  tableCells,
} from "../../scripts/guarantees/guarantees-table.ts";

const chaos = tableCells(readGuarantees("chaos"));
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

describe("docs/guarantees.md", () => {
  it("has every proof, each with counts that keep what is promised", () => {
    const [head, ...rows] = chaos;
    expect(head).toEqual(["case", "kills", "readings", "lost", "doubled", "besides"]);
    expect(rows.map(([name]) => name)).toEqual(ALL_CASES.flatMap((one) => one.rows));
    for (const [name = "", kills, readings, lost, doubled, besides] of rows) {
      for (const count of [kills, readings, doubled])
        expect([name, count]).toEqual([name, expect.stringMatching(/^\d+$/)]);
      expect([name, lost]).toEqual([name, "0"]);
      expect([name, Number(readings) > 0]).toEqual([name, true]);
      if (!name.includes("flat")) expect([name, doubled]).toEqual([name, "0"]);
      expect(besides).toMatch(/^(\w+ -?\d+(\.\d)?(, |$))*$/);
    }
  });

  it("was written of runs as large as CI's at least", () => {
    const countOf = (column: number, prefix: string) =>
      chaos
        .filter(([name]) => name?.startsWith(prefix))
        .reduce((sum, cells) => sum + Number(cells[column]), 0);
    expect(countOf(1, "kills")).toBeGreaterThanOrEqual(50);
    expect(countOf(2, "kills")).toBeGreaterThanOrEqual(10_000);
    expect(countOf(2, "outage")).toBeGreaterThanOrEqual(20 * 2 * 72 * 60);
  });

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
