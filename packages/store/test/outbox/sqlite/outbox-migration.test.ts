import { existsSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { isStoreError, openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openOutboxFile } from "../../../src/outbox/sqlite/open-outbox.ts";
import { OUTBOX_SCHEMA } from "../../../src/outbox/sqlite/outbox-schema.ts";
import type { FileSchema } from "../../../src/schema/file-schema.ts";
import { temporaryFile } from "../../support/temporary-folder.ts";

const ENTRY = {
  key: "Herning/1",
  kind: "r",
  stream: "Herning",
  atMs: 1_737_000_000_000,
  count: 2,
  bytes: new Uint8Array([1, 2]),
};

/** A schema of a day to come. */
const NEWER: FileSchema = {
  ...OUTBOX_SCHEMA,
  migrations: {
    ...OUTBOX_SCHEMA.migrations,
    "0002-later": {
      up: async (db) => {
        await sql`alter table entries add column later text`.execute(db);
      },
    },
  },
};

async function olderFile(): Promise<string> {
  const path = temporaryFile("ven.outbox.sqlite");
  await using outbox = await openOutbox({ path });
  await outbox.append([ENTRY]);
  return path;
}

describe("the schema of an outbox", () => {
  it("goes forwards, after a copy of the file as it was", async () => {
    const path = await olderFile();
    await using outbox = await openOutboxFile({ path }, NEWER);
    const [entry] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1 });
    expect([...(entry?.bytes ?? [])]).toEqual([1, 2]);
    const backup = new Database(`${path}.backup-0001-outbox`, { readonly: true });
    expect(backup.prepare("select count(*) from entries").pluck().get()).toBe(1);
    expect(backup.pragma("table_info(entries)")).toHaveLength(9);
    backup.close();
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("is not touched by an older version, which names what it does not know", async () => {
    const path = await olderFile();
    await (await openOutboxFile({ path }, NEWER)).close();
    const error: unknown = await openOutbox({ path }).catch((reason: unknown) => reason);
    expect(isStoreError(error, "STORE_SCHEMA_NEWER")).toBe(true);
    expect(String(error)).toContain("schema 0002-later");
    await using again = await openOutboxFile({ path }, NEWER);
    expect((await again.status()).entryCount).toBe(1);
    expect((await again.status()).salvage).toBeUndefined();
  });

  it("is brought up to date by the owner alone", async () => {
    const path = await olderFile();
    const visit = openOutboxFile({ path, role: "visitor" }, NEWER);
    await expect(visit).rejects.toMatchObject({ code: "STORE_NOT_OWNED" });
    expect(existsSync(`${path}.backup-0001-outbox`)).toBe(false);
  });

  it("is not that of a store, which is refused and left alone", async () => {
    const path = temporaryFile("other.sqlite");
    const other = new Database(path);
    other.exec("create table t (x)");
    other.close();
    await expect(openOutbox({ path })).rejects.toMatchObject({ code: "STORE_FOREIGN" });
  });
});
