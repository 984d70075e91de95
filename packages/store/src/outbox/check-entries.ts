import { InvalidValueError } from "@ven/core";
import {
  checkInstant,
  checkText,
  checkWhole,
  isInstant,
  isTextWithin,
  isWholeWithin,
} from "./check-value.ts";
import type { NewOutboxEntry, SharedBytes } from "./outbox-entry.ts";

const MOST_BYTES = 16 * 1_048_576;
const MOST_READINGS = 1e12;

/**
 * Checks entries that are to be kept.
 *
 * @throws {InvalidValueError} naming the first that breaks a rule, such as `entries[3].key`
 */
export function checkEntries(entries: readonly NewOutboxEntry[]): void {
  if (!Array.isArray(entries)) throw new InvalidValueError("entries", entries, "give a list");
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] as NewOutboxEntry;
    if (!isEntry(entry)) explainEntry(`entries[${index}]`, entry);
  }
}

/**
 * Checks one entry.
 *
 * @param subject - what it is called in the message
 * @throws {InvalidValueError}
 */
export function checkEntry(subject: string, entry: NewOutboxEntry): void {
  if (!isEntry(entry)) explainEntry(subject, entry);
}

// Apart from the explanation, as a tick of 10,000 entries passes here and hardly ever fails.
function isEntry(entry: NewOutboxEntry): boolean {
  return (
    typeof entry === "object" &&
    entry !== null &&
    isTextWithin(entry.key, 256) &&
    isTextWithin(entry.kind, 64) &&
    isTextWithin(entry.stream, 128) &&
    isInstant(entry.atMs) &&
    isWholeWithin(entry.count, 1, MOST_READINGS) &&
    areBytes(entry.bytes) &&
    (entry.shared === undefined || isShared(entry.shared))
  );
}

function isShared(shared: SharedBytes): boolean {
  return (
    typeof shared === "object" &&
    shared !== null &&
    isTextWithin(shared.key, 128) &&
    areBytes(shared.bytes)
  );
}

function areBytes(bytes: unknown): boolean {
  return bytes instanceof Uint8Array && bytes.byteLength <= MOST_BYTES;
}

function explainEntry(subject: string, entry: NewOutboxEntry): never {
  if (typeof entry === "object" && entry !== null) {
    checkText(`${subject}.key`, entry.key, 256);
    checkText(`${subject}.kind`, entry.kind, 64);
    checkText(`${subject}.stream`, entry.stream, 128);
    checkInstant(`${subject}.atMs`, entry.atMs);
    checkWhole(`${subject}.count`, entry.count, 1, MOST_READINGS);
    checkBytes(`${subject}.bytes`, entry.bytes);
    const { shared } = entry;
    if (typeof shared === "object" && shared !== null) {
      checkText(`${subject}.shared.key`, shared.key, 128);
      checkBytes(`${subject}.shared.bytes`, shared.bytes);
    }
    throw new InvalidValueError(`${subject}.shared`, shared, "give key and bytes, or leave it out");
  }
  throw new InvalidValueError(
    subject,
    entry,
    "give an entry: key, kind, stream, atMs, count, bytes",
  );
}

function checkBytes(subject: string, bytes: unknown): void {
  if (areBytes(bytes)) return;
  if (bytes instanceof Uint8Array) {
    const rule = "give at most 16 MiB; split the entry";
    throw new InvalidValueError(`${subject}: length`, bytes.byteLength, rule);
  }
  throw new InvalidValueError(subject, bytes, "give a Uint8Array");
}
