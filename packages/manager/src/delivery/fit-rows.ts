import type { NamedColumns, NamedLayout } from "@ven/core";

/** Rows that can be reported, and what is wrong with the others. */
export interface FitRows {
  readonly rows: Uint32Array;
  readonly unfit: readonly { readonly row: number; readonly fault: string }[];
}

/** What is wrong with the names of loads, by row. */
export type FaultsOfNames = ReadonlyMap<number, string>;

/** The end of the last year that a report can write, epoch ms. */
const END_OF_TIME_MS = Date.UTC(10_000, 0);

/**
 * Takes out rows that no report can carry: a power that is no number, an instant outside the years 1970
 * to 9999, or a name that the protocol has no place for.
 *
 * @param faultsOfNames - what is wrong with the names of a layout's loads, by row; `undefined` where
 *   nothing is
 */
export function fitRows(
  columns: NamedColumns,
  rows: Uint32Array,
  faultsOfNames: ((layout: NamedLayout) => FaultsOfNames | undefined) | undefined,
): FitRows {
  const { layout, timestampMs, powerW } = columns;
  const faults = faultsOfNames?.(layout);
  let unfit: { readonly row: number; readonly fault: string }[] | undefined;
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position] ?? 0;
    const atMs = timestampMs[row] ?? Number.NaN;
    const hasNumbers = Number.isFinite(powerW[row]) && atMs >= 0 && atMs < END_OF_TIME_MS;
    const fault = hasNumbers ? faults?.get(row) : faultOfNumbers(columns, row);
    if (fault === undefined) continue;
    unfit ??= [];
    unfit.push({ row, fault });
  }
  if (unfit === undefined) return { rows, unfit: [] };
  const bad = new Set(unfit.map(({ row }) => row));
  return { rows: rows.filter((row) => !bad.has(row)), unfit };
}

function faultOfNumbers({ timestampMs, powerW }: NamedColumns, row: number): string {
  if (!Number.isFinite(powerW[row])) return `its power is ${powerW[row]}`;
  return `its instant is ${timestampMs[row]} ms`;
}
