import { textChecksum } from "./entry-checksum.ts";
import { DamageFound } from "./sqlite-faults.ts";

/** What is counted of one sink: readings, and entries where it says so. */
export interface SinkCounts {
  accepted: number;
  delivered: number;
  dropped: number;
  expired: number;
  /** What the owner has under way is among them, as only its shipments tell that. */
  pending: number;
  /** Of unknown fate. */
  intent: number;
  dead: number;
  pendingEntries: number;
  intentEntries: number;
  deadEntries: number;
}

/** Everything that is counted, and the last id. It lies in one row, as each page written costs. */
export interface Books {
  lastEntryId: number;
  entries: number;
  readings: number;
  refused: number;
  duplicates: number;
  /** By the id of the sink. */
  readonly sinks: Record<number, SinkCounts>;
}

/** Books as a row has them. */
export interface BooksRow {
  readonly counts: string;
  readonly crc: number;
}

export function emptyBooks(): Books {
  return { lastEntryId: 0, entries: 0, readings: 0, refused: 0, duplicates: 0, sinks: {} };
}

/** The counts of a sink, from nothing on if it has none yet. */
export function countsOf({ sinks }: Books, sinkId: number): SinkCounts {
  let counts = sinks[sinkId];
  if (counts === undefined) {
    counts = {
      accepted: 0,
      delivered: 0,
      dropped: 0,
      expired: 0,
      pending: 0,
      intent: 0,
      dead: 0,
      pendingEntries: 0,
      intentEntries: 0,
      deadEntries: 0,
    };
    sinks[sinkId] = counts;
  }
  return counts;
}

/** The row of some books. */
export function writtenBooks(books: Books): BooksRow {
  const counts = JSON.stringify(books);
  return { counts, crc: textChecksum(counts) };
}

/** @throws {DamageFound} if the row is not what was written */
export function parseBooks(row: BooksRow | undefined): Books {
  if (typeof row?.counts === "string" && textChecksum(row.counts) === row.crc) {
    return JSON.parse(row.counts);
  }
  throw new DamageFound("the counters are not what was written");
}
