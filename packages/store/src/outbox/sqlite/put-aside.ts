import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { OUTBOX_APPLICATION_ID } from "./outbox-application-id.ts";

const COMPANIONS = ["", "-wal", "-shm"];
/** Where the header of a SQLite file has its application id. */
const APPLICATION_ID_OFFSET = 68;

/** Where a damaged file is put: `ven.outbox.corrupt-20250116T140000000Z.sqlite`. */
export function corruptPathOf(path: string, atMs: number): string {
  const stem = resolve(path).replace(/\.sqlite$/, "");
  const time = new Date(atMs).toISOString().replaceAll(/[-:.]/g, "");
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : `-${number}`;
    const corruptPath = `${stem}.corrupt-${time}${suffix}.sqlite`;
    if (!existsSync(corruptPath)) return corruptPath;
  }
}

/** Renames a SQLite file with its log and the index of that. */
export function moveDatabase(from: string, to: string): void {
  for (const companion of COMPANIONS) {
    if (existsSync(from + companion)) renameSync(from + companion, to + companion);
  }
}

/** Deletes a SQLite file with its log and the index of that. */
export function removeDatabase(path: string): void {
  for (const companion of COMPANIONS) rmSync(path + companion, { force: true });
}

/** Whether a file and its folder may be written, so that it is not for a want of rights that it fails. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    accessSync(dirname(resolve(path)), constants.W_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Whether a file says in its header that it is an outbox. Ask only while nobody has it open. */
export function isMarkedOutbox(path: string): boolean {
  const header = Buffer.alloc(APPLICATION_ID_OFFSET + 4);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, header.byteLength, 0);
  } finally {
    closeSync(file);
  }
  return header.readUInt32BE(APPLICATION_ID_OFFSET) === OUTBOX_APPLICATION_ID;
}
