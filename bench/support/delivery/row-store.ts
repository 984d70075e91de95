import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReadingColumns } from "@ven/core";
import Database from "better-sqlite3";

/** Keeps each reading in a row of its own, as one does without thinking much of it. */
export interface RowStore extends Disposable {
  /** Inserts the readings of a tick, in one transaction. @returns the id of the first */
  insert(columns: ReadingColumns): number;
  /** Deletes a reading. */
  delete(id: number): void;
  /** Deletes readings from one id on, in one transaction. */
  deleteMany(firstId: number, count: number): void;
}

/** Opens one in a temporary folder: WAL, synchronous=NORMAL. */
export function openRowStore(): RowStore {
  const folder = mkdtempSync(join(tmpdir(), "ven-bench-"));
  const database = new Database(join(folder, "rows.sqlite"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = NORMAL");
  database.exec(
    "create table readings (id integer primary key, resource_name text not null, load_id text not null, timestamp_ms integer not null, power_w real not null)",
  );
  const insertRow = database.prepare(
    "insert into readings (resource_name, load_id, timestamp_ms, power_w) values (?, ?, ?, ?)",
  );
  const deleteRow = database.prepare("delete from readings where id = ?");
  const insert = database.transaction(({ layout, timestampMs, powerW }: ReadingColumns) => {
    let lastId = 0;
    for (let row = 0; row < layout.rowCount; row += 1) {
      const name = layout.resources[layout.resourceIndex[row] ?? 0]?.name;
      const loadId = layout.loadIds[layout.loadIndex[row] ?? 0];
      const { lastInsertRowid } = insertRow.run(name, loadId, timestampMs[row], powerW[row]);
      lastId = Number(lastInsertRowid);
    }
    return lastId - layout.rowCount + 1;
  });
  const deleteMany = database.transaction((firstId: number, count: number) => {
    for (let id = firstId; id < firstId + count; id += 1) deleteRow.run(id);
  });
  return {
    insert: (columns) => insert(columns),
    delete: (id) => void deleteRow.run(id),
    deleteMany: (firstId, count) => deleteMany(firstId, count),
    [Symbol.dispose]() {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
