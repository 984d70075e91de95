import type { CaseResult } from "./chaos-case.ts";

const COLUMNS = ["case", "kills", "readings", "lost", "doubled", "besides"] as const;

/** The results as a table in Markdown, under a line that says how they came about. */
export function chaosTable(results: readonly CaseResult[], seed: string): string {
  const rows = results.map(rowOf);
  return [
    `Seed \`${seed}\`, Node ${process.versions.node}:`,
    "",
    `| ${COLUMNS.join(" | ")} |`,
    "|---|---:|---:|---:|---:|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}

/** The results as a table for a terminal. */
export function chaosLines(results: readonly CaseResult[]): readonly string[] {
  const rows = [[...COLUMNS], ...results.map((result) => [...rowOf(result), marksOf(result)])];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column >= 1 && column <= 4
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

function rowOf({ case: name, kills, readings, lost, duplicated, figures }: CaseResult): string[] {
  const besides = Object.entries(figures).map(
    ([figure, value]) => `${figure} ${numberText(value)}`,
  );
  const counts = [kills, readings, lost, duplicated].map(numberText);
  return [name, ...counts, besides.join(", ")];
}

function marksOf({ broken }: CaseResult): string {
  return broken.length === 0 ? "kept" : `NOT KEPT: ${broken.join("; ")}`;
}

/** Whole, or with one decimal. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
