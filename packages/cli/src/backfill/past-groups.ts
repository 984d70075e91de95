import type { NamedColumns } from "@ven/core";
import type { BackfillPlace } from "./backfill-ledger.ts";
import type { PastBatch } from "./past-readings.ts";

/** Most columns that an outbox keeps in one transaction. */
const MOST_COLUMNS = 2_000;
/** Readings after which a group is given, whole columns together. */
const ENOUGH_READINGS = 100_000;

/** What is put into the outbox in one transaction. */
export interface PastGroup {
  readonly columns: readonly NamedColumns[];
  /** What comes behind it. */
  readonly place: BackfillPlace;
}

/**
 * Puts batches together, or apart where an instant has more columns than fit in a transaction.
 *
 * @param passed - instants of which so many VENs are passed over
 * @param venIds - in the order in which batches have their columns
 */
export async function* pastGroups(
  batches: AsyncIterable<PastBatch>,
  passed: ReadonlyMap<number, number>,
  venIds: readonly string[],
): AsyncGenerator<PastGroup, void, undefined> {
  const positions = new Map(venIds.map((venId, position) => [venId, position]));
  let columns: NamedColumns[] = [];
  let readingCount = 0;
  let place: BackfillPlace | undefined;
  for await (const { atMs, nextAtMs, columns: all } of batches) {
    const passedVens = passed.get(atMs) ?? 0;
    for (const [index, one] of all.entries()) {
      const position = positions.get(one.layout.venId) ?? 0;
      if (position < passedVens) continue;
      columns.push(one);
      readingCount += one.layout.rowCount;
      const isLast = index === all.length - 1;
      place = isLast ? { nextAtMs, venCount: 0 } : { nextAtMs: atMs, venCount: position + 1 };
      if (columns.length < MOST_COLUMNS && readingCount < ENOUGH_READINGS) continue;
      yield { columns, place };
      columns = [];
      readingCount = 0;
    }
  }
  if (place !== undefined && columns.length > 0) yield { columns, place };
}
