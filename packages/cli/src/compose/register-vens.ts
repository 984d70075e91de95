import { describeError } from "@ven/core";
import type { VenManager } from "@ven/manager";
import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "./command-context.ts";
import { loginOf } from "./vtn-login.ts";

/**
 * Registers VENs at the VTN; one that fails is logged, and the manager tries it again at each tick.
 *
 * @throws {SettingError} if one has no login
 * @throws the first failure, if all of them fail
 */
export async function registerVens(
  context: CommandContext,
  manager: VenManager,
  venIds: readonly string[],
): Promise<void> {
  for (const venId of venIds) loginOf(context, venId);
  const failures = await manager.registerLoadVens(venIds);
  const [first] = failures.values();
  if (failures.size === venIds.length && first !== undefined) throw first;
  for (const [venId, error] of failures) {
    context.logger.error({ venId, reason: describeError(error) }, CLI_LOG.venNotRegistered);
  }
}
