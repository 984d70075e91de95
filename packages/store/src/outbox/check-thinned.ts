import { InvalidValueError } from "@ven/core";
import { checkEntries } from "./check-entries.ts";
import type { NewOutboxEntry, OutboxEntry } from "./outbox-entry.ts";

/** Readings and bytes of entries. */
export interface EntriesSize {
  readonly count: number;
  readonly bytes: number;
}

/** Adds up entries. */
export function sizeOf(entries: readonly NewOutboxEntry[]): EntriesSize {
  let [count, bytes] = [0, 0];
  for (const entry of entries) {
    count += entry.count;
    bytes += entry.bytes.byteLength;
  }
  return { count, bytes };
}

/**
 * Checks what `downsample` has made of entries.
 *
 * @throws {InvalidValueError} if it is of another stream, or more than was given
 */
export function checkThinned(
  given: readonly OutboxEntry[],
  thinned: readonly NewOutboxEntry[],
): void {
  checkEntries(thinned);
  const stream = given[0]?.stream;
  const foreign = thinned.find((entry) => entry.stream !== stream);
  if (foreign !== undefined) {
    const rule = `it was given entries of ${stream}; let it return the same stream`;
    throw new InvalidValueError("result of downsample: stream", foreign.stream, rule);
  }
  const givenCount = sizeOf(given).count;
  const { count } = sizeOf(thinned);
  if (count <= givenCount) return;
  const rule = `it was given ${givenCount}; let it return no more`;
  throw new InvalidValueError("result of downsample: readings", count, rule);
}
