import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import type { Pipeline } from "./pipeline.ts";

/** VENs of 720 readings each per tick. */
const VENS = 10;
const READINGS = 720;
const SINK = "vtn";
/** Of an entry of readings, before two bytes for each. */
const HEAD_BYTES = 16;

/** All that the outbox does for readings: keeps them, gives them, notes that they are sent, deletes them. */
export async function ourOutbox(): Promise<Pipeline> {
  const folder = await mkdtemp(join(tmpdir(), "ven-bench-"));
  const outbox = await openOutbox({
    path: join(folder, "outbox.sqlite"),
    durability: "process",
  });
  const shared = { key: "names of the rows", bytes: Buffer.alloc(20_000, "names") };
  let atMs = 1_750_000_000_000;
  return {
    async tick() {
      atMs += 30_000;
      const entries = Array.from({ length: VENS }, (_, ven) => ({
        key: `ven-${ven}/${atMs}`,
        kind: "readings/1",
        stream: `ven-${ven}`,
        atMs,
        count: READINGS,
        // As long as what a manager keeps of them.
        bytes: new Uint8Array(HEAD_BYTES + 2 * READINGS).fill(atMs % 256),
        shared,
      }));
      await outbox.append(entries);
      const waiting = await outbox.peek({ sink: SINK, order: "newest", limit: VENS });
      const shipments = await outbox.intend(
        SINK,
        waiting.map(({ entryId, key }) => ({ entryIds: [entryId], note: key })),
      );
      if (shipments.length !== VENS) throw new Error(`intended ${shipments.length} of ${VENS}`);
      await outbox.settle(
        SINK,
        shipments.map(({ shipmentId }) => ({ kind: "delivered", shipmentId })),
      );
      return VENS * READINGS;
    },
    async finish() {
      const { entryCount } = await outbox.status();
      if (entryCount !== 0) throw new Error(`${entryCount} entries are left`);
    },
    async [Symbol.asyncDispose]() {
      await outbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** As much with a row of 412 bytes per reading: inserts them, reads them, marks them as sent, deletes them. */
export async function rowOutbox(): Promise<Pipeline> {
  const folder = await mkdtemp(join(tmpdir(), "ven-bench-"));
  const database = new Database(join(folder, "rows.sqlite"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = NORMAL");
  database.exec("create table rows (id integer primary key, state integer, report text not null)");
  const insert = database.prepare("insert into rows (state, report) values (0, ?)");
  const read = database.prepare(
    "select id, report from rows where id >= ? and state = 0 order by id limit ?",
  );
  const mark = database.prepare("update rows set state = 1 where id = ?");
  const remove = database.prepare("delete from rows where id = ?");
  const report = "x".repeat(412);
  const insertMany = database.transaction(() => {
    let lastId = 0;
    for (let row = 0; row < READINGS; row += 1) lastId = Number(insert.run(report).lastInsertRowid);
    return lastId - READINGS + 1;
  });
  const eachOf = (statement: Database.Statement) =>
    database.transaction((firstId: number) => {
      for (let id = firstId; id < firstId + READINGS; id += 1) statement.run(id);
    });
  const markMany = eachOf(mark);
  const removeMany = eachOf(remove);
  return {
    async tick() {
      for (let ven = 0; ven < VENS; ven += 1) {
        const firstId = insertMany();
        const waiting = read.all(firstId, READINGS);
        if (waiting.length !== READINGS) throw new Error(`read ${waiting.length} of ${READINGS}`);
        markMany(firstId);
        removeMany(firstId);
      }
      return VENS * READINGS;
    },
    async [Symbol.asyncDispose]() {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
}
