import type { VenId } from "@ven/core";
import { storedTag } from "../lines/tag-text.ts";
import { AnswerFault } from "./read-answer.ts";
import type { StoredReading } from "./stored-reading.ts";

/** Most rows that are asked for at once, where one tick has that many. */
const MAX_ROWS = 163_840;

/** Part of a period, as one query gives it. */
export interface Page {
  readonly readings: readonly StoredReading[];
  /** Whether the server has more than it gave. */
  readonly isPartial: boolean;
}

/** Which readings to read. */
export interface Period {
  readonly measurement: string;
  readonly venId: VenId;
  /** From this instant on, epoch ms. */
  readonly fromMs: number;
  /** To just before this instant, epoch ms. */
  readonly toMs: number;
}

/**
 * Reads a period by queries of bounded size, each beginning where the last one ended: no matter how slowly
 * it is consumed, nothing is kept open at the server.
 *
 * @param query - answers a query of InfluxQL
 * @returns the readings of one instant at a time, in order
 * @throws {AnswerFault} if answers contradict the queries, or one instant has more readings than fit
 */
export async function* readPeriod(
  period: Period,
  rowsPerQuery: number,
  query: (influxQl: string) => Promise<Page>,
): AsyncGenerator<readonly StoredReading[], void, undefined> {
  let { fromMs } = period;
  let limit = rowsPerQuery;
  while (fromMs < period.toMs) {
    const page = await query(influxQlOf({ ...period, fromMs }, limit));
    const instants = splitByInstant(page.readings, fromMs, period.toMs);
    if (!page.isPartial && page.readings.length < limit) {
      yield* instants;
      return;
    }
    // The last instant may go on in what was not given.
    const last = instants.pop();
    const lastMs = last?.[0]?.timestampMs;
    if (instants.length === 0 || lastMs === undefined) {
      if (page.isPartial || limit >= MAX_ROWS) throw new AnswerFault(tooManyAt(fromMs, page));
      limit = Math.min(2 * limit, MAX_ROWS);
      continue;
    }
    yield* instants;
    fromMs = lastMs;
    limit = rowsPerQuery;
  }
}

function influxQlOf({ measurement, venId, fromMs, toMs }: Period, limit: number): string {
  const ven = storedTag(venId).replaceAll("'", "\\'");
  return `SELECT "power_w", "delivered", "resource", "resource_id", "load" FROM "${measurement}" WHERE "ven" = '${ven}' AND time >= ${fromMs}ms AND time < ${toMs}ms ORDER BY time ASC LIMIT ${limit}`;
}

function splitByInstant(
  readings: readonly StoredReading[],
  fromMs: number,
  toMs: number,
): StoredReading[][] {
  const instants: StoredReading[][] = [];
  let current: StoredReading[] = [];
  let currentMs = fromMs - 1;
  for (const reading of readings) {
    const { timestampMs } = reading;
    if (timestampMs < currentMs || timestampMs < fromMs || timestampMs >= toMs) {
      throw new AnswerFault("its times are out of order, or not those that were asked for");
    }
    if (timestampMs !== currentMs) {
      current = [];
      instants.push(current);
      currentMs = timestampMs;
    }
    current.push(reading);
  }
  return instants;
}

function tooManyAt(instantMs: number, { readings, isPartial }: Page): string {
  const when = new Date(instantMs).toISOString();
  return isPartial
    ? `the server gives only ${readings.length} rows at once, fewer than one instant has (after ${when}); raise max-row-limit in its configuration`
    : `one VEN has over ${MAX_ROWS} readings at one instant (after ${when}), more than can be read back`;
}
