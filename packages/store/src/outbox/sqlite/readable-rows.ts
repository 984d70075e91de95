import type { Database } from "better-sqlite3";

/** Most attempts to get behind a damaged place, so that salvage comes to an end. */
const MOST_GAPS = 5_000;

/** A table of which some rows may be readable. */
export interface DamagedTable {
  readonly name: string;
  /** The integer by which its rows lie. */
  readonly id: string;
  readonly columns: string;
  /** Which rows, as SQL. @defaultValue all */
  readonly where?: string;
}

/**
 * Reads every row that can be read: from both ends up to the damaged places, and then what lies
 * between those, halving it again and again.
 */
export function* readableRows<Row>(
  database: Database,
  { name, id, columns, where = "true" }: DamagedTable,
): Generator<Row & { readonly id: number }, void, void> {
  const select = `select ${id} as id, ${columns} from ${name} where ${where} and ${id} between ? and ?`;
  const read = {
    ascending: database.prepare<[number, number], Row & { id: number }>(`${select} order by ${id}`),
    descending: database.prepare<[number, number], Row & { id: number }>(
      `${select} order by ${id} desc`,
    ),
  };
  const gaps: [number, number][] = [[0, Number.MAX_SAFE_INTEGER]];
  for (let tried = 0; tried < MOST_GAPS; tried += 1) {
    const gap = gaps.pop();
    if (gap === undefined) return;
    let [low, high] = gap;
    try {
      for (const row of read.ascending.iterate(low, high)) {
        yield row;
        low = row.id + 1;
      }
      continue;
    } catch {
      // Damage: go on from the other end.
    }
    try {
      for (const row of read.descending.iterate(low, high)) {
        yield row;
        high = row.id - 1;
      }
      continue;
    } catch {
      // Damage there, too: what is between lies in two halves.
    }
    if (low >= high) continue;
    const middle = low + Math.floor((high - low) / 2);
    gaps.push([middle + 1, high], [low, middle]);
  }
}
