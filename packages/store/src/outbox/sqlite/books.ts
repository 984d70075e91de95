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
  /** Shipments that were delivered, and whose rows are still to be swept away. */
  done: number[];
  /** Their entries besides the first, whose id is that of the shipment. */
  doneEntries: number[];
  /** About how many bytes these have. */
  doneBytes: number;
  /** By the id of the sink. */
  readonly sinks: Map<number, SinkCounts>;
}

/** Books as a row has them: lines of numbers, as that is written twice in each tick. */
export interface BooksRow {
  readonly counts: string;
  readonly crc: number;
}

export function emptyBooks(): Books {
  return {
    lastEntryId: 0,
    entries: 0,
    readings: 0,
    refused: 0,
    duplicates: 0,
    done: [],
    doneEntries: [],
    doneBytes: 0,
    sinks: new Map(),
  };
}

/** The counts of a sink, from nothing on if it has none yet. */
export function countsOf({ sinks }: Books, sinkId: number): SinkCounts {
  let counts = sinks.get(sinkId);
  if (counts === undefined) {
    counts = countsOfLine([]);
    sinks.set(sinkId, counts);
  }
  return counts;
}

/** The row of some books. */
export function writtenBooks(books: Books): BooksRow {
  const { lastEntryId, entries, readings, refused, duplicates, doneBytes } = books;
  let counts = `${lastEntryId} ${entries} ${readings} ${refused} ${duplicates} ${doneBytes}`;
  counts += `\n${books.done.join(" ")}`;
  if (books.doneEntries.length > 0) counts += `,${books.doneEntries.join(" ")}`;
  for (const [sinkId, c] of books.sinks) {
    counts += `\n${sinkId} ${c.accepted} ${c.delivered} ${c.dropped} ${c.expired}`;
    counts += ` ${c.pending} ${c.intent} ${c.dead}`;
    counts += ` ${c.pendingEntries} ${c.intentEntries} ${c.deadEntries}`;
  }
  return { counts, crc: textChecksum(counts) };
}

/** @throws {DamageFound} if the row is not what was written */
export function parseBooks(row: BooksRow | undefined): Books {
  if (typeof row?.counts !== "string" || textChecksum(row.counts) !== row.crc) {
    throw new DamageFound("the counters are not what was written");
  }
  const [totalsLine = "", doneLine = "", ...sinkLines] = row.counts.split("\n");
  const [done = [], doneEntries = []] = doneLine.split(",").map(numbersOfLine);
  const [lastEntryId = 0, entries = 0, readings = 0, refused = 0, duplicates = 0, doneBytes = 0] =
    numbersOfLine(totalsLine);
  return {
    lastEntryId,
    entries,
    readings,
    refused,
    duplicates,
    doneBytes,
    done,
    doneEntries,
    sinks: new Map(
      sinkLines.map(numbersOfLine).map(([sinkId = 0, ...line]) => [sinkId, countsOfLine(line)]),
    ),
  };
}

function numbersOfLine(line: string): number[] {
  return line === "" ? [] : line.split(" ").map(Number);
}

function countsOfLine([
  accepted = 0,
  delivered = 0,
  dropped = 0,
  expired = 0,
  pending = 0,
  intent = 0,
  dead = 0,
  pendingEntries = 0,
  intentEntries = 0,
  deadEntries = 0,
]: readonly number[]): SinkCounts {
  const readings = { accepted, delivered, dropped, expired, pending, intent, dead };
  return { ...readings, pendingEntries, intentEntries, deadEntries };
}
