import { fleetSource } from "@ven/core";
import type { InfluxCache } from "@ven/influx";
import type { ReplayMeters } from "@ven/simulator/replay";
import type { BackfillPlan } from "../backfill/backfill-plan.ts";
import { type BackfillRange, backfillRange } from "../backfill/backfill-range.ts";
import { cachedPast } from "../backfill/cached-past.ts";
import { heldClock } from "../backfill/held-clock.ts";
import type { PastReadings } from "../backfill/past-readings.ts";
import { recordedPast } from "../backfill/recorded-past.ts";
import { simulatedPast } from "../backfill/simulated-past.ts";
import { wantedLoads } from "../backfill/wanted-loads.ts";
import { SettingError } from "../errors/setting-error.ts";
import type { Settings } from "../settings/settings.ts";
import type { CommandContext, Flags } from "./command-context.ts";
import { openInfluxCache } from "./open-influx.ts";
import { type MeteredFleet, openMeters } from "./open-meters.ts";
import { DEFAULT_DATABASE, openRegistry } from "./open-registry.ts";
import { openReplay } from "./open-replay.ts";
import {
  DEFAULT_SEED,
  openSimulatedFleet,
  type SimulatedFleetParts,
} from "./open-simulated-fleet.ts";
import { vtnUrlOf } from "./vtn-connection.ts";

/** Where the readings of a past period come from. */
export const PAST_SOURCES = ["simulator", "replay", "influx"] as const;

/** What of the past to report, as flags. */
export interface PastFlags extends Flags {
  readonly from: string;
  readonly to: string;
  readonly source?: (typeof PAST_SOURCES)[number];
  readonly fleet?: string;
  /** As a flag; the setting has it from elsewhere too. */
  readonly every?: string;
}

/** A past period of a fleet, ready to be read. */
export interface OpenedPast extends MeteredFleet, AsyncDisposable {
  readonly plan: BackfillPlan;
  readonly past: PastReadings;
  /** The InfluxDB that readings come from, which takes note of those that are delivered. */
  readonly influx: InfluxCache | undefined;
}

/** How often a simulated past is read, unless a setting says otherwise. */
const DEFAULT_EVERY = "10s";

/**
 * Opens the fleet, and the readings that it had.
 *
 * @throws {SettingError} if the period is wrong or not past, or the source cannot be read
 */
export async function openPast(context: CommandContext, flags: PastFlags): Promise<OpenedPast> {
  const { replayTimestamps: _, speed: __, ...settings } = context.settings;
  // Meters of the past play what was recorded when it was, and no faster than it was.
  const replayed = await openReplay({
    ...context,
    settings: { ...settings, replayTimestamps: "recorded" },
  });
  const simulated =
    flags.fleet === undefined
      ? undefined
      : await openSimulatedFleet(context, flags.fleet, replayed);
  const own = simulated?.isReplayPlayed === true ? undefined : replayed;
  const source = sourceOf(flags, own !== undefined);
  const zone = simulated?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const every = settings.every ?? DEFAULT_EVERY;
  const range = backfillRange({ ...flags, every }, zone, context.clock.now());
  const clock = heldClock(context.clock, range.fromMs);
  const replay = source === "replay" ? own : undefined;
  const fleet = await openPastFleet({ ...context, settings, clock }, simulated, replay);
  const influx = source === "influx" ? await openInfluxCache(context) : undefined;
  if (source === "influx" && influx === undefined) {
    throw new SettingError("--source influx: add --influx <url>, where the readings are kept");
  }
  const parts = { ...range, ...fleet };
  let all = simulatedPast({ ...parts, clock });
  if (replay !== undefined) all = recordedPast({ ...parts, replay });
  if (influx !== undefined) all = cachedPast({ ...parts, cache: influx });
  const past = settings.loadIds === undefined ? all : wantedLoads(all, settings.loadIds);
  const plan = planOf(settings, { ...parts, source, fleet: flags.fleet });
  const dispose = async () => influx?.[Symbol.asyncDispose]();
  return { ...fleet, plan, past, influx, [Symbol.asyncDispose]: dispose };
}

/** The fleet of `--fleet`, or else that of the database, with meters that follow the context's clock. */
async function openPastFleet(
  context: CommandContext,
  simulated: SimulatedFleetParts | undefined,
  replay: ReplayMeters | undefined,
): Promise<MeteredFleet> {
  if (simulated !== undefined) {
    const { fleet, meters } = simulated;
    return await openMeters(context, fleetSource(fleet), replay, { meters });
  }
  await using store = await openRegistry(context, { mustExist: true });
  return await openMeters(context, store.registry, replay);
}

interface PlanParts extends BackfillRange {
  readonly source: BackfillPlan["source"];
  readonly fleet: string | undefined;
  readonly venIds: readonly string[];
}

function planOf(settings: Settings, { source, fleet, venIds, ...range }: PlanParts): BackfillPlan {
  const { fromMs, toMs, everyMs } = range;
  const { influxUrl, influxDatabase, loadIds, replay } = settings;
  return {
    source,
    fromMs,
    toMs,
    everyMs: source === "simulator" ? everyMs : undefined,
    vtnUrl: vtnUrlOf(settings),
    protocol: settings.protocol ?? "flat",
    venIds,
    loadIds,
    details: {
      fleet: fleet ?? settings.database ?? DEFAULT_DATABASE,
      replay,
      influx: source === "influx" ? [influxUrl, influxDatabase] : undefined,
      seed: settings.seed ?? DEFAULT_SEED,
    },
  };
}

/** @throws {SettingError} if the source lacks something, or has its own instants */
function sourceOf({ source, every }: PastFlags, isReplayed: boolean): BackfillPlan["source"] {
  const chosen = source ?? (isReplayed ? "replay" : "simulator");
  if (chosen === "replay" && !isReplayed) {
    throw new SettingError(
      "--source replay: there is no recording whose meters are the fleet's; add --replay <file>, or take --source simulator for a --fleet that plays one",
    );
  }
  if (chosen !== "simulator" && every !== undefined) {
    throw new SettingError(
      `--every ${every}: what was kept has its own instants (--source ${chosen}); leave it out`,
    );
  }
  return chosen;
}
