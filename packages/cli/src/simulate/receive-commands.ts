import { describeError, isInvalidValueError } from "@ven/core";
import type { Simulator } from "@ven/simulator";
import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "../compose/command-context.ts";
import { SettingError } from "../errors/setting-error.ts";
import type { ReceivedCommand } from "./read-commands-file.ts";
import type { SimulatedRange } from "./simulated-range.ts";

/**
 * Gives a simulator the commands of a file. One that lies wholly outside of what is simulated is logged.
 *
 * @throws {SettingError} that names file and place of a command that the fleet cannot take
 */
export function receiveCommands(
  { logger }: Pick<CommandContext, "logger">,
  simulator: Simulator,
  commands: readonly ReceivedCommand[],
  { file, range }: { readonly file: string; readonly range: SimulatedRange },
): void {
  for (const { command, receivedAtMs, index } of commands) {
    const place = `[${index}]`;
    const { startMs, endMs = Number.POSITIVE_INFINITY } = command;
    const fromMs = Math.max(startMs, receivedAtMs);
    if (fromMs >= range.toMs || endMs <= Math.max(range.fromMs, fromMs)) {
      logger.warn({ file, place }, CLI_LOG.commandOutside);
    }
    try {
      simulator.receive(command, receivedAtMs);
    } catch (cause) {
      if (!isInvalidValueError(cause)) throw cause;
      throw new SettingError(`the commands file ${file}, ${place}: ${describeError(cause)}`, {
        cause,
      });
    }
  }
}
