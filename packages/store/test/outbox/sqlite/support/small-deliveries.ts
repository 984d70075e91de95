import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import type { NewOutboxEntry, Outbox, SinkStatus } from "@ven/store";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { temporaryFile } from "../../../support/temporary-folder.ts";

const PAGE_BYTES = 4_096;
export const START_MS = 1_737_000_000_000;

export function entry(number: number): NewOutboxEntry {
  const bytes = new Uint8Array(Buffer.from(`<${number}>`.repeat(200)));
  const key = `Herning/${number}`;
  return { key, kind: "r", stream: "Herning", atMs: START_MS + number, count: 2, bytes };
}

/** Entries 1 to so many, whose ids are the same numbers. */
export function entries(count: number): readonly NewOutboxEntry[] {
  return Array.from({ length: count }, (_, index) => entry(index + 1));
}

export async function intend(outbox: Outbox, ids: readonly number[]): Promise<void> {
  const shipments = ids.map((id) => ({ entryIds: [id], note: `report ${id}` }));
  expect(await outbox.intend("vtn", shipments)).toHaveLength(ids.length);
}

export async function deliver(outbox: Outbox, ids: readonly number[]): Promise<void> {
  await outbox.settle(
    "vtn",
    ids.map((shipmentId) => ({ shipmentId, kind: "delivered" })),
  );
}

/** The file as the owner would leave it if it were killed now. */
export function asKilled(path: string): string {
  const copy = temporaryFile("copy.outbox.sqlite");
  for (const companion of ["", "-wal"]) {
    if (existsSync(path + companion)) copyFileSync(path + companion, copy + companion);
  }
  return copy;
}

/** Fills the page of an entry with zeros. */
export function damage(path: string, { bytes: lost }: NewOutboxEntry): void {
  damagePage(path, () =>
    Math.floor(readFileSync(path).lastIndexOf(Buffer.from(lost)) / PAGE_BYTES),
  );
}

/** Fills the first page of a table with zeros. */
export function damageRoot(path: string, table: string): void {
  damagePage(path, (database) => {
    const root = database.prepare("select rootpage from sqlite_master where name = ?").pluck();
    return Number(root.get(table)) - 1;
  });
}

function damagePage(path: string, find: (database: Database.Database) => number): void {
  const other = new Database(path);
  other.pragma("wal_checkpoint(truncate)");
  const page = find(other);
  other.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES));
}

export async function vtn(outbox: Outbox): Promise<SinkStatus | undefined> {
  return (await outbox.status()).sinks[0];
}

export async function pendingIds(outbox: Outbox): Promise<readonly number[]> {
  const peeked = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1_000 });
  return peeked.map(({ entryId }) => entryId);
}

export async function listed(
  outbox: Outbox,
  state: "pending" | "intent",
): Promise<readonly number[]> {
  const items = await outbox.list({ sink: "vtn", state, limit: 1_000 });
  return items.map(({ entryId }) => entryId);
}

export function countRows(path: string, table: string): unknown {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(`select count(*) from ${table}`).pluck().get();
  } finally {
    database.close();
  }
}
