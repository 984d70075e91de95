import { fleetSource, quietRepeats, type ResourceSource, VenId } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { type ReplayMeters, replayFleet } from "@ven/simulator/replay";
import { CLI_LOG } from "../cli-log.ts";
import { SettingError } from "../errors/setting-error.ts";
import { nearestName } from "../settings/nearest-name.ts";
import type { CommandContext } from "./command-context.ts";
import { DEFAULT_DATABASE } from "./open-registry.ts";

/** Seed of the synthetic meters, if no setting names another. */
const DEFAULT_SEED = "ven";

/** A fleet with its meters, ready to be read. */
export interface MeteredFleet {
  readonly simulator: MeterDataSimulator;
  /** The VENs to report. */
  readonly venIds: readonly string[];
}

/**
 * Gives a fleet its meters: those of a replay, or else synthetic ones.
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
  options: { readonly signal?: AbortSignal } = {},
): Promise<MeteredFleet> {
  const { settings, clock } = context;
  const logger = quietRepeats(context.logger);
  const venIds = await chooseVens(context, source, options);
  const seed = settings.seed ?? DEFAULT_SEED;
  const common = { clock, logger, seed };
  if (replay === undefined) {
    const simulator = MeterDataSimulator.isolated({ ...common, source });
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

async function chooseVens(
  context: CommandContext,
  source: ResourceSource,
  options: { readonly signal?: AbortSignal },
): Promise<readonly string[]> {
  const { settings } = context;
  const known = (await source.loadVens(options)).map(({ venId }): string => venId);
  const file = settings.database ?? DEFAULT_DATABASE;
  if (known.length === 0) {
    throw new SettingError(`the database ${file} holds no VEN: run \`ven fleet seed\` first`);
  }
  const unknown = settings.vens?.find((venId) => !known.includes(venId));
  if (unknown !== undefined) {
    const near = nearestName(unknown, known);
    throw new SettingError(
      `the database ${file} holds no VEN "${unknown}"${near === undefined ? `; it holds ${known.slice(0, 5).join(", ")}` : `; did you mean "${near}"?`}`,
    );
  }
  return settings.vens ?? known;
}
