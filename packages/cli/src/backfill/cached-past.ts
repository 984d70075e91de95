import type { NamedColumns } from "@ven/core";
import type { InfluxCache } from "@ven/influx";
import type { PastReadings } from "./past-readings.ts";

/** Rows that are held of all VENs together, about. */
const MOST_ROWS = 400_000;
const ROWS_PER_QUERY = { least: 100, most: 10_000 } as const;

/** Which readings of an InfluxDB are wanted. */
export interface CachedPastOptions {
  readonly cache: InfluxCache;
  readonly venIds: readonly string[];
  /** Epoch ms; before it. */
  readonly toMs: number;
}

/** What an InfluxDB has of a past period and the VTN, as far as that is known, has not. */
export function cachedPast({ cache, venIds, toMs }: CachedPastOptions): PastReadings {
  const { least, most } = ROWS_PER_QUERY;
  const rowsPerQuery = Math.max(least, Math.min(most, Math.floor(MOST_ROWS / venIds.length)));
  return {
    async *batches(fromMs, { signal }) {
      const period = { fromMs, toMs, undeliveredOnly: true, rowsPerQuery, signal };
      const streams = venIds.map((venId) => cache.read({ venId, ...period }));
      const heads: (NamedColumns | undefined)[] = [];
      for (const stream of streams) heads.push(await next(stream));
      while (true) {
        const atMs = Math.min(...heads.map(instantOf));
        if (atMs === Number.POSITIVE_INFINITY) return;
        const columns: NamedColumns[] = [];
        for (const [position, stream] of streams.entries()) {
          const head = heads[position];
          if (head === undefined || instantOf(head) !== atMs) continue;
          columns.push(head);
          heads[position] = await next(stream);
        }
        yield { atMs, nextAtMs: atMs + 1, columns };
      }
    },
  };
}

async function next(stream: AsyncIterator<NamedColumns>): Promise<NamedColumns | undefined> {
  const { done, value } = await stream.next();
  return done === true ? undefined : value;
}

function instantOf(columns: NamedColumns | undefined): number {
  return columns?.timestampMs[0] ?? Number.POSITIVE_INFINITY;
}
