import { readFileSync, writeFileSync } from "node:fs";

/** Where the promises and their proofs stand. */
export const GUARANTEES: URL = new URL("../../docs/guarantees.md", import.meta.url);

/** A table of `docs/guarantees.md` that a script writes: it stands between `<!-- name:begin -->` and `<!-- name:end -->`. */
export type GuaranteesTable = "chaos" | "chaos-long" | "bench-delivery";

/** Puts a table in its place in `docs/guarantees.md`. */
export function writeGuarantees(name: GuaranteesTable, markdown: string): void {
  const text = readFileSync(GUARANTEES, "utf8");
  const [start, end] = placeOf(name, text);
  writeFileSync(GUARANTEES, `${text.slice(0, start)}\n${markdown.trim()}\n${text.slice(end)}`);
}

/** What stands in the place of a table, "" if it was never written. */
export function readGuarantees(name: GuaranteesTable): string {
  const text = readFileSync(GUARANTEES, "utf8");
  return text.slice(...placeOf(name, text)).trim();
}

/** The cells of a table in Markdown, its head first, without the line of dashes. */
export function tableCells(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf("|"))
        .split("|")
        .map((cell) => cell.trim()),
    );
}

function placeOf(name: GuaranteesTable, text: string): readonly [start: number, end: number] {
  const [begin, finish] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [start, end] = [text.indexOf(begin), text.indexOf(finish)];
  if (start < 0 || end < start) {
    throw new Error(
      `docs/guarantees.md has no place for the table: put ${begin} and ${finish} there`,
    );
  }
  return [start + begin.length, end];
}
