import type { Bench } from "../bench.ts";
import { missedFloors } from "./missed-floors.ts";

/** The figures that have a floor, as a table in Markdown. */
export function floorTable(
  figures: Readonly<Record<string, number>>,
  floors: NonNullable<Bench["floors"]>,
): string {
  const rows = Object.entries(floors).map(([figure, floor]) => {
    const bound = "least" in floor ? `at least ${floor.least}` : `at most ${floor.most}`;
    const isHeld = missedFloors(figures, { [figure]: floor }).length === 0;
    return `| ${figure} | ${figures[figure]?.toPrecision(3)} | ${bound} | ${isHeld ? "held" : "**missed**"} |`;
  });
  return [
    `Medians on Node ${process.versions.node}:`,
    "",
    "| figure | median | floor | |",
    "|---|---:|---|---|",
    ...rows,
  ].join("\n");
}
