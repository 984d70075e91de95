import type { Database } from "better-sqlite3";
import { FULL_POLICIES } from "../check-outbox-options.ts";
import type { OutboxBounds } from "../outbox-options.ts";
import type { OutboxSalvage } from "../outbox-status.ts";
import { readMeta } from "./outbox-connection.ts";
import { query, runQuery } from "./outbox-query.ts";

/** Within which bounds an owner keeps its outbox. */
export type OwnerBounds = Required<Pick<OutboxBounds, "maxReadings" | "maxBytes" | "onFull">>;

/** What an owner leaves in the file, so that visitors tell of it what the owner tells. */
export interface OwnerFacts {
  readonly bounds?: OwnerBounds;
  /** The last one. */
  readonly salvage?: OutboxSalvage;
}

const BOUNDS = "bounds";
const SALVAGE = "salvage";
const MOST_PATH_CHARACTERS = 4096;

/** Writes facts down; what is left out stays as it is. */
export function writeOwnerFacts(database: Database, { bounds, salvage }: OwnerFacts): void {
  if (bounds !== undefined) writeMeta(database, BOUNDS, JSON.stringify(bounds));
  if (salvage !== undefined) writeMeta(database, SALVAGE, JSON.stringify(salvage));
}

/** Reads the facts; one that somebody else has garbled is left out. */
export function readOwnerFacts(database: Database): OwnerFacts {
  const bounds = readJson(database, BOUNDS);
  const salvage = readJson(database, SALVAGE);
  return { ...(isBounds(bounds) && { bounds }), ...(isSalvage(salvage) && { salvage }) };
}

/** Writes a fact about the file itself. */
export function writeMeta(database: Database, name: string, value: string): void {
  const insert = query
    .insertInto("meta")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }));
  runQuery(database, insert);
}

function readJson(database: Database, name: string): unknown {
  const text = readMeta(database, name);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isBounds(value: unknown): value is OwnerBounds {
  const { maxReadings, maxBytes, onFull } = (value ?? {}) as Partial<OwnerBounds>;
  const isPolicy = onFull !== undefined && FULL_POLICIES.includes(onFull);
  return isPolicy && isCount(maxReadings) && isCount(maxBytes) && maxBytes > 0;
}

function isSalvage(value: unknown): value is OutboxSalvage {
  const { corruptPath, saved, atMs } = (value ?? {}) as Partial<OutboxSalvage>;
  const isPath = typeof corruptPath === "string" && corruptPath.length <= MOST_PATH_CHARACTERS;
  return isPath && isCount(atMs) && isCount(saved?.entryCount) && isCount(saved.readingCount);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
