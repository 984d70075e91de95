import type { Database } from "better-sqlite3";
import { textChecksum } from "./entry-checksum.ts";
import { DamageFound } from "./sqlite-faults.ts";

const NAME = "fingerprint";

/** Writes down what the schema is, so that damage of it can be told from another version of it. */
export function writeFingerprint(database: Database): void {
  database
    .prepare(
      "insert into meta (name, value) values (?, ?) on conflict do update set value = excluded.value",
    )
    .run(NAME, fingerprint(database));
}

/** @throws {DamageFound} if the schema of an outbox is not what was written */
export function checkFingerprint(database: Database): void {
  const isOutbox = database
    .prepare(
      "select count(*) = 3 from sqlite_master where name in ('meta', 'entries', 'deliveries')",
    )
    .pluck()
    .get();
  if (isOutbox !== 1) return;
  const written = database.prepare("select value from meta where name = ?").pluck().get(NAME);
  if (written !== fingerprint(database)) throw new DamageFound("the schema is damaged");
}

function fingerprint(database: Database): string {
  const texts = [
    database.pragma("application_id", { simple: true }),
    ...database
      .prepare("select sql from sqlite_master where sql is not null order by name")
      .pluck()
      .all(),
    ...database.prepare("select name from kysely_migration order by name").pluck().all(),
  ];
  return String(textChecksum(texts.join("\n")));
}
