import type { Database } from "better-sqlite3";
import type { FileStatements } from "./file-statements.ts";

/** Free pages that a file may always have. */
const FEW_PAGES = 256;
/** Most pages that are given back in one transaction. */
const MOST_PAGES = 500;

/** Gives pages back to the disk once more of them are free than in use. Returns whether it did. */
export function shrinkFile(
  database: Database,
  { pageCount, freePageCount }: Pick<FileStatements, "pageCount" | "freePageCount">,
): boolean {
  const free = freePageCount.get() ?? 0;
  const used = (pageCount.get() ?? 0) - free;
  const surplus = free - Math.max(used, FEW_PAGES);
  if (surplus <= 0) return false;
  database.pragma(`incremental_vacuum(${Math.min(surplus, MOST_PAGES)})`);
  return true;
}
