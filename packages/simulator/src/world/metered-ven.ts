import {
  describeError,
  type LoadId,
  type Logger,
  type ReadingColumns,
  type ReadingLayout,
  type Resource,
  type ResourceId,
  type ResourceMeterData,
  type VenId,
} from "@ven/core";
import type { Meter, MeterContext, MeterModel, MeterTick } from "../meters/meter-model.ts";

/** Meters by resource, each opened once; `undefined` where the model has none. */
type OpenMeters = Map<ResourceId, Meter | undefined>;

/** One VEN of a world: its resources, and the meters of those that are approved. */
export interface MeteredVen {
  readonly venId: VenId;
  /** Whatever their status, in the source's order. */
  readonly resources: readonly Resource[];
  readonly opened: OpenMeters;
  readonly layout: ReadingLayout;
  /** Of the resources of the layout, in their order. */
  readonly meters: readonly Meter[];
  /** What was read at the last tick that was asked for. */
  lastRead: LastRead | undefined;
}

interface LastRead {
  readonly tick: MeterTick;
  /** What the meters said: nobody else gets it. */
  readonly powerW: Float64Array;
  /** Per resource: until when its loads stay as they are, epoch ms. */
  readonly steadyUntilMs: number[];
  /** The same as it is given to whoever asks, once somebody did. */
  columns?: ReadingColumns;
}

/** What {@link meterVen} needs beside the resources. */
export interface MeteringContext extends MeterContext {
  readonly meters: MeterModel;
  readonly logger: Logger;
  /** Meters of the same VEN that are open already. */
  readonly opened?: OpenMeters;
}

/** Opens the meters of a VEN's approved resources. A resource without one is skipped with a warning. */
export function meterVen(
  venId: VenId,
  resources: readonly Resource[],
  context: MeteringContext,
): MeteredVen {
  const opened: OpenMeters = context.opened ?? new Map();
  const metered: Resource[] = [];
  const meters: Meter[] = [];
  for (const resource of resources) {
    const meter = resource.status === "APPROVED" ? openOnce(opened, resource, context) : undefined;
    if (meter === undefined) continue;
    metered.push(resource);
    meters.push(meter);
  }
  const layout = layOut(venId, metered);
  return { venId, resources, opened, layout, meters, lastRead: undefined };
}

/** What was given to whoever asked, and thus must stay as it is. */
const shared = new WeakSet<ReadingColumns>();

/**
 * The readings of one tick as columns; the same object for the same tick. A meter that throws has a
 * missing reading, which is logged, and stops no other.
 *
 * @param own - columns of the caller's: they are filled and given back, if the layout is theirs and
 *   nobody else has them
 */
export function readColumns(
  ven: MeteredVen,
  tick: MeterTick,
  logger: Logger,
  own?: ReadingColumns,
): ReadingColumns {
  const { layout } = ven;
  const read = readMeters(ven, tick, logger);
  if (own?.layout === layout && !shared.has(own)) {
    own.timestampMs.fill(tick.atMs);
    own.powerW.set(read.powerW);
    return own;
  }
  if (read.columns === undefined) {
    const timestampMs = new Float64Array(layout.rowCount).fill(tick.atMs);
    read.columns = { layout, timestampMs, powerW: read.powerW.slice() };
    shared.add(read.columns);
  }
  return read.columns;
}

/** Asks the meters, once a tick. */
function readMeters(ven: MeteredVen, tick: MeterTick, logger: Logger): LastRead {
  const last = ven.lastRead;
  if (last?.tick === tick) return last;
  const { layout } = ven;
  const isLater = last !== undefined && tick.atMs >= last.tick.atMs;
  const powerW = isLater ? last.powerW : new Float64Array(layout.rowCount);
  const steadyUntilMs = isLater
    ? last.steadyUntilMs
    : layout.resources.map(() => Number.NEGATIVE_INFINITY);
  askMeters(ven, tick, logger, { powerW, steadyUntilMs });
  const read = { tick, powerW, steadyUntilMs };
  ven.lastRead = read;
  return read;
}

/** Asks the meters of those resources whose loads may not be any more as they were. */
function askMeters(
  { venId, layout, meters }: MeteredVen,
  tick: MeterTick,
  logger: Logger,
  { powerW, steadyUntilMs }: { powerW: Float64Array; steadyUntilMs: number[] },
): void {
  const { resources } = layout;
  let row = 0;
  for (let place = 0; place < resources.length; place += 1) {
    const { resourceId, name, loads } = resources[place] as Resource;
    if (tick.atMs < (steadyUntilMs[place] ?? Number.NEGATIVE_INFINITY)) {
      row += loads.length;
      continue;
    }
    const meter = meters[place];
    let hasFailed = false;
    for (let load = 0; load < loads.length; load += 1) {
      try {
        powerW[row] = meter === undefined ? Number.NaN : meter.powerW(load, tick);
      } catch (error) {
        powerW[row] = Number.NaN;
        hasFailed = true;
        const loadId = loads[load]?.loadId;
        const reason = describeError(error);
        logger.warn(
          { venId, resourceId, name, loadId, reason },
          "meter failed; reading is missing",
        );
      }
      row += 1;
    }
    const untilMs = hasFailed ? undefined : meter?.steadyUntilMs?.(tick);
    steadyUntilMs[place] = untilMs ?? Number.NEGATIVE_INFINITY;
  }
}

/** The readings of one tick by resource; missing ones are left out. */
export function readResources(
  ven: MeteredVen,
  tick: MeterTick,
  logger: Logger,
): ReadonlyMap<ResourceId, ResourceMeterData> {
  const { layout, powerW: powers } = readColumns(ven, tick, logger);
  let row = 0;
  return new Map(
    layout.resources.map(({ resourceId, meterPointId, loads }) => {
      const readings = loads
        .map(({ loadId }) => {
          const powerW = powers[row] ?? Number.NaN;
          row += 1;
          return { timestampMs: tick.atMs, loadId, powerW };
        })
        .filter(({ powerW }) => !Number.isNaN(powerW));
      return [resourceId, { resourceId, meterPointId, readings }];
    }),
  );
}

function openOnce(
  opened: OpenMeters,
  resource: Resource,
  { meters, seed, logger }: MeteringContext,
): Meter | undefined {
  const { resourceId, venId, name } = resource;
  if (opened.has(resourceId)) return opened.get(resourceId);
  const meter = meters.openMeter(resource, { seed });
  opened.set(resourceId, meter);
  if (meter === undefined) {
    logger.warn({ venId, resourceId, name }, "resource has no meter; it is skipped");
  } else if (meter.missingLoadIds !== undefined && meter.missingLoadIds.length > 0) {
    const { missingLoadIds: loadIds } = meter;
    logger.warn({ venId, resourceId, name, loadIds }, "meter lacks loads; they stay missing");
  }
  return meter;
}

function layOut(venId: VenId, resources: readonly Resource[]): ReadingLayout {
  const rowCount = resources.reduce((total, { loads }) => total + loads.length, 0);
  const resourceIndex = new Uint32Array(rowCount);
  const loadIndex = new Uint16Array(rowCount);
  const positions = new Map<LoadId, number>();
  let row = 0;
  resources.forEach(({ loads }, index) => {
    for (const { loadId } of loads) {
      const position = positions.get(loadId) ?? positions.size;
      positions.set(loadId, position);
      resourceIndex[row] = index;
      loadIndex[row] = position;
      row += 1;
    }
  });
  return { venId, resources, loadIds: [...positions.keys()], resourceIndex, loadIndex, rowCount };
}
