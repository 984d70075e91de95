import type { NamedColumns, NamedLayout } from "@ven/core";

/** Rows that can be reported, and what is wrong with the others. */
export interface FitRows {
  readonly rows: Uint32Array;
  readonly unfit: readonly { readonly row: number; readonly fault: string }[];
}

/**
 * Takes out rows that no report can carry: a power that is no number, or a name that the protocol has
 * no place for.
 *
 * @param faultOfName - `undefined` where the name of a row's load is good
 */
export function fitRows(
  { layout, powerW }: NamedColumns,
  rows: Uint32Array,
  faultOfName: ((layout: NamedLayout, row: number) => string | undefined) | undefined,
): FitRows {
  let unfit: { readonly row: number; readonly fault: string }[] | undefined;
  for (const row of rows) {
    const fault = Number.isFinite(powerW[row])
      ? faultOfName?.(layout, row)
      : `its power is ${powerW[row]}`;
    if (fault === undefined) continue;
    unfit ??= [];
    unfit.push({ row, fault });
  }
  if (unfit === undefined) return { rows, unfit: [] };
  const bad = new Set(unfit.map(({ row }) => row));
  return { rows: rows.filter((row) => !bad.has(row)), unfit };
}
