import type { Database } from "better-sqlite3";
import type { BooksRow } from "./books.ts";
import type { Prepared } from "./prepared.ts";

/** Transactions, sizes and counters: compiled once per connection. */
export interface FileStatements {
  readonly begin: Prepared<[]>;
  readonly beginImmediate: Prepared<[]>;
  readonly commit: Prepared<[]>;
  readonly rollback: Prepared<[]>;
  /** Changes when somebody else has written. */
  readonly dataVersion: Prepared<[], number>;
  readonly pageCount: Prepared<[], number>;
  readonly freePageCount: Prepared<[], number>;
  readonly readBooks: Prepared<[], BooksRow>;
  readonly writeBooks: Prepared<[counts: string, crc: number]>;
}

export function prepareFileStatements(database: Database): FileStatements {
  const number = (sql: string) => database.prepare<[], number>(sql).pluck() as Prepared<[], number>;
  return {
    begin: database.prepare("begin"),
    beginImmediate: database.prepare("begin immediate"),
    commit: database.prepare("commit"),
    rollback: database.prepare("rollback"),
    dataVersion: number("pragma data_version"),
    pageCount: number("pragma page_count"),
    freePageCount: number("pragma freelist_count"),
    readBooks: database.prepare("select counts, crc from books"),
    writeBooks: database.prepare("update books set counts = ?, crc = ?"),
  };
}
