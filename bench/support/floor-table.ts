import type { Bench } from "../bench.ts";

/** The figures that have a floor, as a table in Markdown. */
export function floorTable(
  figures: Readonly<Record<string, number>>,
  floors: NonNullable<Bench["floors"]>,
): string {
  const rows = Object.entries(floors).map(([figure, floor]) => {
    const bound = "least" in floor ? `at least ${floor.least}` : `at most ${floor.most}`;
    return `| ${figure} | ${figures[figure]?.toPrecision(3)} | ${bound} |`;
  });
  return [
    `Medians on Node ${process.versions.node}:`,
    "",
    "| figure | median | floor |",
    "|---|---:|---|",
    ...rows,
  ].join("\n");
}
