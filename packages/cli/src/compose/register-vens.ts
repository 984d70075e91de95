import { describeError } from "@ven/core";
import type { VenManager } from "@ven/manager";
import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "./command-context.ts";

/**
 * Registers VENs at the VTN; one that fails is logged and left out.
 *
 * @throws the first failure, if all of them fail
 */
export async function registerVens(
  context: CommandContext,
  manager: VenManager,
  venIds: readonly string[],
): Promise<void> {
  const failures: { venId: string; error: unknown }[] = [];
  for (const venId of venIds) {
    try {
      await manager.registerLoadVen(venId);
    } catch (error) {
      failures.push({ venId, error });
    }
  }
  const [first] = failures;
  if (first !== undefined && failures.length === venIds.length) throw first.error;
  for (const { venId, error } of failures) {
    context.logger.error({ venId, reason: describeError(error) }, CLI_LOG.venNotRegistered);
  }
}
