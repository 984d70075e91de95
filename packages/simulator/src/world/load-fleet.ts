import { type Logger, silentLogger, type VenId } from "@ven/core";
import { NoSourceError } from "../errors/no-source-error.ts";
import { UnknownVenError } from "../errors/unknown-ven-error.ts";
import { WorldConflictError } from "../errors/world-conflict-error.ts";
import type { MeterDataSimulatorOptions } from "../meter-data-simulator-options.ts";
import { syntheticMeters } from "../meters/synthetic-meters.ts";
import { type MeteredVen, type MeteringContext, meterVen } from "./metered-ven.ts";
import { configureWorld, type World } from "./world.ts";

/** Seed of a world that was given none. */
const DEFAULT_SEED = "ven";

/**
 * Reads VENs from the world's source and opens their meters. VENs loaded before stay; one that is
 * loaded again is read anew. The time of the world does not change.
 *
 * Nothing changes unless all of it succeeds.
 *
 * @param venIds - which VENs; all of the source if `undefined`
 */
export async function loadFleet(
  world: World,
  venIds: readonly VenId[] | undefined,
  config: MeterDataSimulatorOptions,
  options: { readonly signal?: AbortSignal },
): Promise<void> {
  const { resetCount } = world;
  checkConfig(world, config);
  const source = config.source ?? world.config.source;
  if (source === undefined) throw new NoSourceError();
  const known = (await source.loadVens(options)).map(({ venId }) => venId);
  const unknown = venIds?.find((venId) => !known.includes(venId));
  if (unknown !== undefined) {
    throw new UnknownVenError(unknown, known, "to the source of the fleet", "correct the name");
  }
  const chosen = [...new Set(venIds ?? known)];
  const fleets = [];
  for (const venId of chosen) {
    options.signal?.throwIfAborted();
    fleets.push({ venId, resources: await source.loadVenResources(venId, options) });
  }
  options.signal?.throwIfAborted();
  if (world.resetCount !== resetCount) {
    throw new WorldConflictError(
      "initializeResources() was overtaken by reset(), nothing was loaded: call it again",
    );
  }
  configureWorld(world, config);
  const meters = world.loaded?.meters ?? world.config.meters ?? syntheticMeters();
  const context = meteringContext(world, meters);
  const vens = new Map<VenId, MeteredVen>(world.loaded?.vens);
  for (const { venId, resources } of fleets) {
    const ven = meterVen(venId, resources, context);
    vens.set(venId, ven);
    logLoaded(context.logger, ven);
  }
  if (vens.size === 0) context.logger.warn({}, "the source of the fleet has no VEN");
  if (world.loaded === undefined) world.loaded = { meters, vens, step: 0, lap: 0, tick: undefined };
  else world.loaded.vens = vens;
}

/** What a world opens its meters with. */
export function meteringContext(world: World, meters: MeteringContext["meters"]): MeteringContext {
  const { seed = DEFAULT_SEED, logger = silentLogger } = world.config;
  return { meters, seed, logger };
}

/** Refuses early what {@link configureWorld} would refuse after the source was read. */
function checkConfig(world: World, config: MeterDataSimulatorOptions): void {
  configureWorld({ ...world }, config);
}

function logLoaded(logger: Logger, ven: MeteredVen): void {
  const { venId, resources, layout } = ven;
  const resourceCount = resources.length;
  const meteredCount = layout.resources.length;
  logger.debug({ venId, resourceCount, meteredCount, loadCount: layout.rowCount }, "VEN loaded");
  if (!resources.some(({ status }) => status === "APPROVED")) {
    logger.warn({ venId, resourceCount }, "VEN has no approved resource; it has nothing to report");
  }
}
