import type { Database } from "better-sqlite3";
import type { Prepared, SqlValue } from "./prepared.ts";

/** Rows of one statement. */
const ROWS_AT_ONCE = 10;

/** Inserts rows into a table, some with one statement: each costs as much as what it does for a row. */
export class RowInserter<Row extends readonly SqlValue[]> {
  readonly #one: Prepared<Row>;
  readonly #some: Prepared<SqlValue[]>;

  constructor(database: Database, table: string, columns: readonly string[]) {
    const row = `(${columns.map(() => "?").join(", ")})`;
    const insert = `insert into ${table} (${columns.join(", ")}) values `;
    this.#one = database.prepare<[...Row]>(insert + row) as Prepared<Row>;
    this.#some = database.prepare<SqlValue[]>(
      insert + Array.from({ length: ROWS_AT_ONCE }, () => row).join(", "),
    );
  }

  insert(rows: readonly Row[]): void {
    let from = 0;
    for (; from + ROWS_AT_ONCE <= rows.length; from += ROWS_AT_ONCE) {
      const values: SqlValue[] = [];
      for (const row of rows.slice(from, from + ROWS_AT_ONCE)) values.push(...row);
      this.#some.run(...values);
    }
    for (const row of rows.slice(from)) this.#one.run(...row);
  }
}
