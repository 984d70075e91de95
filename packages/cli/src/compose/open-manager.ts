import { VenManager } from "@ven/manager";
import { parseInterval } from "@ven/scheduler";
import type { MeterDataSimulator } from "@ven/simulator";
import type { CommandContext } from "./command-context.ts";

/** Where the `ven` command looks for a VTN, and where `ven vtn` listens. */
export const DEFAULT_VTN_URL = "http://127.0.0.1:8444/openadr3";

/** Makes the manager that the settings describe. */
export function openManager(
  context: CommandContext,
  simulator: MeterDataSimulator,
  vtnUrl: string = context.settings.vtnUrl ?? DEFAULT_VTN_URL,
): VenManager {
  const { settings, bearerToken, clock, logger } = context;
  const { programId, loadIds, concurrency, maxReportsPerSecond, zonedStart, allowPlainHttp } =
    settings;
  return new VenManager({
    vtnUrl,
    simulator,
    clock,
    logger,
    ...(bearerToken === undefined ? {} : { bearerToken }),
    ...(programId === undefined ? {} : { programId }),
    ...(loadIds === undefined ? {} : { loadIds }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxReportsPerSecond === undefined ? {} : { maxReportsPerSecond }),
    ...(zonedStart === undefined ? {} : { zonedStart }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    ...(settings.timeout === undefined ? {} : { totalTimeoutMs: parseInterval(settings.timeout) }),
  });
}
