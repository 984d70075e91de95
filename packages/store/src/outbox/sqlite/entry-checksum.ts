import * as zlib from "node:zlib";
import { StoreError } from "../../errors/store-error.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";

/** CRC-32 of all that an entry says, its shared bytes by their key. */
export function entryChecksum(entry: NewOutboxEntry): number {
  const { key, kind, stream, atMs, count, shared } = entry;
  const text = `${key}\n${kind}\n${stream}\n${atMs}\n${count}\n${shared?.key ?? ""}`;
  // The bytes first: what is empty would start the checksum anew.
  return zlib.crc32(text, zlib.crc32(entry.bytes));
}

/** CRC-32 of what entries share. */
export function sharedChecksum(key: string, bytes: Uint8Array): number {
  return zlib.crc32(key, zlib.crc32(bytes));
}

/** CRC-32 of a text. */
export function textChecksum(text: string): number {
  return zlib.crc32(text);
}

/** @throws {StoreError} if this runtime has no `crc32` in `node:zlib` */
export function checkChecksums(path: string): void {
  if (typeof zlib.crc32 === "function") return;
  throw new StoreError(
    "STORE_FAILED",
    path,
    `cannot open outbox ${path}: this runtime has no zlib.crc32; use Node 20.19 or newer`,
  );
}
