import { ReplayFormatError } from "../replay-format-error.ts";
import type { TableCell } from "./table-layout.ts";

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a cell that holds a power or an energy.
 *
 * @returns the number as it is; `NaN` for an empty cell, which is a missing reading
 * @throws {ReplayFormatError} naming line, column and value if it is anything else
 */
export function readPowerCell(file: string, line: number, column: string, cell: TableCell): number {
  if (cell === "" || cell === null || cell === undefined || Number.isNaN(cell)) return Number.NaN;
  const isNumber = typeof cell === "number" || NUMBER.test(cell);
  const value = isNumber ? Number(cell) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new ReplayFormatError({
    file,
    line,
    column,
    value: `${cell}`,
    problem: "is not a number; write one with a decimal point, or leave a missing reading empty",
  });
}
