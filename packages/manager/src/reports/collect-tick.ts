import { setImmediate } from "node:timers/promises";
import { describeError, type LoadId, type Logger, type VenId } from "@ven/core";
import type { KeptReadings } from "../delivery/readings-bytes.ts";
import type { FleetMember } from "../fleet-member.ts";
import { MANAGER_LOG } from "../manager-log.ts";
import type { Deadband } from "./deadband.ts";
import type { LastInstants } from "./last-instants.ts";
import { type FilteredReading, selectRows } from "./select-rows.ts";

/** What was read of one VEN. */
export interface CollectedVen {
  readonly venId: VenId;
  readonly resourceCount: number;
  readonly missingCount: number;
  readonly readings: KeptReadings | undefined;
  /** Says that the readings are read no more: the next tick may write over them. */
  readonly release: () => void;
  /** Why it could not be read, if so. */
  readonly error?: unknown;
}

/** How a tick is collected. */
export interface CollectOptions {
  readonly logger: Logger;
  readonly loadIds: ReadonlySet<LoadId> | undefined;
  readonly filter: ((reading: FilteredReading) => boolean) | undefined;
  readonly deadband: Deadband | undefined;
  readonly lastInstants: LastInstants;
}

/** So many VENs are read before others get their turn on the event loop. */
const AT_ONCE = 200;

/** Reads the present instant of every VEN; one that fails does not stop the others. */
export async function collectTick(
  members: Iterable<FleetMember>,
  options: CollectOptions,
): Promise<readonly CollectedVen[]> {
  const collected: CollectedVen[] = [];
  for (const member of members) {
    if (collected.length > 0 && collected.length % AT_ONCE === 0) await setImmediate();
    collected.push(collectVen(member, options));
  }
  return collected;
}

function collectVen(
  member: FleetMember,
  { logger, loadIds, filter, deadband, lastInstants }: CollectOptions,
): CollectedVen {
  const { venId } = member;
  try {
    logger.info({ venId }, MANAGER_LOG.collecting);
    const columns = member.readMeters();
    const { resources } = columns.layout;
    const release = () => member.giveBack(columns);
    const isNews = bothOf(lastInstants.newsOf(columns), deadband?.newsOf(columns.layout));
    const { rows, missingCount } = selectRows(columns, { loadIds, filter, isNews });
    const resourceCount = resources.length;
    logger.info({ venId, resourceCount, readingCount: rows.length }, MANAGER_LOG.processing);
    if (missingCount > 0) logger.debug({ venId, missingCount }, MANAGER_LOG.missing);
    return { venId, resourceCount, missingCount, readings: { columns, rows }, release };
  } catch (error) {
    logger.error({ venId, reason: describeError(error) }, MANAGER_LOG.venFailed);
    return {
      venId,
      resourceCount: 0,
      missingCount: 0,
      readings: undefined,
      release: () => undefined,
      error,
    };
  }
}

type IsNews = (row: number, powerW: number) => boolean;

function bothOf(one: IsNews | undefined, other: IsNews | undefined): IsNews | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (row, powerW) => one(row, powerW) && other(row, powerW);
}
