import { fleetSource, quietRepeats, type ResourceSource, scaledClock, VenId } from "@ven/core";
import { MeterDataSimulator, type MeterModel } from "@ven/simulator";
import { type ReplayMeters, replayFleet } from "@ven/simulator/replay";
import { CLI_LOG } from "../cli-log.ts";
import { SettingError } from "../errors/setting-error.ts";
import { chooseVens } from "./choose-vens.ts";
import type { CommandContext } from "./command-context.ts";
import { DEFAULT_SEED } from "./open-simulated-fleet.ts";

/** A fleet with its meters, ready to be read. */
export interface MeteredFleet {
  readonly simulator: MeterDataSimulator;
  /** The VENs to report. */
  readonly venIds: readonly string[];
}

/**
 * Gives a fleet its meters: those of a replay, or else those that are given, or else synthetic ones.
 *
 * If no meter of the replay belongs to a resource of the fleet, the file's own meters are reported
 * instead: each becomes an approved resource of the first VEN. That is logged.
 *
 * @throws {SettingError} if the fleet is empty, or `--ven` names a VEN that it does not have
 */
export async function openMeters(
  context: CommandContext,
  source: ResourceSource,
  replay: ReplayMeters | undefined,
  options: { readonly meters?: MeterModel | undefined; readonly signal?: AbortSignal } = {},
): Promise<MeteredFleet> {
  const { settings, clock } = context;
  const { meters } = options;
  const logger = quietRepeats(context.logger);
  const venIds = await chooseVens(context, source, options);
  await checkLoads(context, source, venIds, options);
  const seed = settings.seed ?? DEFAULT_SEED;
  const { speed } = settings;
  const meterClock = speed === undefined ? clock : scaledClock(clock, { speed });
  const common = { clock: meterClock, logger, seed };
  if (replay === undefined) {
    const simulator = MeterDataSimulator.isolated({
      ...common,
      source,
      ...(meters === undefined ? {} : { meters }),
    });
    await simulator.initializeResources(venIds, options);
    logger.endRound();
    return { simulator, venIds };
  }
  const resources = (
    await Promise.all(venIds.map((venId) => source.loadVenResources(VenId(venId), options)))
  ).flat();
  const isOwnFleet = !resources.some(
    (resource) => replay.openMeter(resource, { seed }) !== undefined,
  );
  const [firstVen = ""] = venIds;
  const reported = isOwnFleet ? [firstVen] : venIds;
  if (isOwnFleet) {
    const meterCount = replay.meterIds.length;
    logger.info({ file: settings.replay, meterCount, venId: firstVen }, CLI_LOG.replayFleet);
  }
  const simulator = MeterDataSimulator.isolated({
    ...common,
    meters: replay,
    source: isOwnFleet ? fleetSource(replayFleet(replay, { venId: firstVen })) : source,
  });
  await simulator.initializeResources(reported, options);
  logger.endRound();
  return { simulator, venIds: reported };
}

/** @throws {SettingError} if `--loads` names a load that no resource of these VENs has */
async function checkLoads(
  { settings }: CommandContext,
  source: ResourceSource,
  venIds: readonly string[],
  options: { readonly signal?: AbortSignal },
): Promise<void> {
  if (settings.loadIds === undefined || settings.replay !== undefined) return;
  const known = new Set<string>();
  for (const venId of venIds) {
    for (const { loads } of await source.loadVenResources(VenId(venId), options)) {
      for (const { loadId } of loads) known.add(loadId);
    }
  }
  const unknown = settings.loadIds.find((loadId) => !known.has(loadId));
  if (unknown === undefined || known.size === 0) return;
  throw new SettingError(
    `--loads: no resource has a load "${unknown}"; there are ${[...known].sort().slice(0, 10).join(", ")}`,
  );
}
