import { VenManager } from "@ven/manager";
import type { MeterDataSimulator } from "@ven/simulator";
import type { CommandContext } from "./command-context.ts";
import { vtnConnection } from "./vtn-connection.ts";

/**
 * Makes the manager that the settings describe.
 *
 * @param vtnUrl - another address than that of the settings
 */
export function openManager(
  context: CommandContext,
  simulator: MeterDataSimulator,
  vtnUrl?: string,
): VenManager {
  const { settings, login } = context;
  const { protocol, programId, eventId, loadIds } = settings;
  const { concurrency, maxReportsPerSecond, zonedStart } = settings;
  const { auth, venAuth, businessLogicAuth } = login;
  return new VenManager({
    ...vtnConnection(context, vtnUrl),
    auth,
    venAuth,
    simulator,
    ...(businessLogicAuth === undefined ? {} : { businessLogicAuth }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(eventId === undefined ? {} : { eventId }),
    ...(programId === undefined ? {} : { programId }),
    ...(loadIds === undefined ? {} : { loadIds }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxReportsPerSecond === undefined ? {} : { maxReportsPerSecond }),
    ...(zonedStart === undefined ? {} : { zonedStart }),
  });
}
