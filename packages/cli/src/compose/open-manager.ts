import type { ReadingSink } from "@ven/core";
import { VenManager } from "@ven/manager";
import { parseInterval } from "@ven/scheduler";
import type { MeterDataSimulator } from "@ven/simulator";
import type { Outbox } from "@ven/store";
import type { Settings } from "../settings/settings.ts";
import type { CommandContext } from "./command-context.ts";
import { eventPeriodOf } from "./event-period.ts";
import { vtnConnection } from "./vtn-connection.ts";

/** The settings that a manager has under the same name. */
const MANAGER_SETTINGS = [
  "protocol",
  "programId",
  "eventId",
  "loadIds",
  "deadbandW",
  "maxReadingsPerReport",
  "ticksPerReport",
  "onAmbiguous",
  "concurrency",
  "maxReportsPerSecond",
  "maxBacklogReportsPerSecond",
  "zonedStart",
] as const;

/** How a backfill is put into reports, unless the settings say otherwise. */
const IN_BULK = {
  maxReadingsPerReport: 7_200,
  // All of it is backlog: as many as can be.
  maxBacklogReportsPerSecond: 1e6,
} as const;

/** Ticks of a VEN in one report of a backfill, as far as they fit. */
const TICKS_IN_BULK = 1_000;

/** What a manager is given beside the settings. */
export interface ManagerParts {
  /** Where readings wait. @defaultValue in memory */
  readonly outbox?: Outbox;
  /** Where else they go. */
  readonly sinks?: readonly ReadingSink[];
  /** The address of a VTN of this process, whatever that of the settings is: a tick waits for it. */
  readonly vtnUrl?: string;
  /** Whether what is reported is past: as fast and in as large reports as may be. @defaultValue false */
  readonly isBulk?: boolean;
}

/** Makes the manager that the settings describe. */
export function openManager(
  context: CommandContext,
  simulator: MeterDataSimulator,
  { outbox, sinks, vtnUrl, isBulk = false }: ManagerParts = {},
): VenManager {
  const { settings, login } = context;
  const { auth, venAuth, businessLogicAuth } = login;
  const { every } = settings;
  return new VenManager({
    ...vtnConnection(context, vtnUrl),
    ...(isBulk ? IN_BULK : {}),
    ...given(settings, MANAGER_SETTINGS),
    ...eventPeriodOf(settings),
    ...(isBulk ? { ticksPerReport: TICKS_IN_BULK } : {}),
    ...(every === undefined || vtnUrl !== undefined ? {} : waits(parseInterval(every))),
    auth,
    venAuth,
    simulator,
    ...(businessLogicAuth === undefined ? {} : { businessLogicAuth }),
    ...(outbox === undefined ? {} : { outbox }),
    ...(sinks === undefined ? {} : { sinks }),
  });
}

/** How much of the time from a tick to the next may be spent waiting: the rest is for reading meters. */
const WAITING_SHARE = 0.7;

/** How long a tick waits for the VTN and for the sinks: together less than until the next, which would be skipped. */
function waits(everyMs: number): { readonly reportWaitMs: number; readonly sinkTimeoutMs: number } {
  const sinkTimeoutMs = Math.min(500, Math.floor(everyMs / 5));
  const leftMs = Math.floor(everyMs * WAITING_SHARE) - sinkTimeoutMs;
  return { reportWaitMs: Math.min(5_000, leftMs), sinkTimeoutMs };
}

type ManagerSetting = (typeof MANAGER_SETTINGS)[number];

/** The settings of these keys, without those that are not set. */
function given(
  settings: Settings,
  keys: readonly ManagerSetting[],
): Pick<Settings, ManagerSetting> {
  return Object.fromEntries(
    keys.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])),
  );
}
