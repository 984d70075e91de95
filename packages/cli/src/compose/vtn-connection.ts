import { parseInterval } from "@ven/scheduler";
import type { VtnHttpOptions } from "@ven/vtn-client";
import type { CommandContext } from "./command-context.ts";

/** Where the `ven` command looks for a VTN, and where `ven vtn` listens. */
export const DEFAULT_VTN_URL = "http://127.0.0.1:8444/openadr3";

/**
 * How the settings reach a VTN: address, token and limits.
 *
 * @param vtnUrl - another address than that of the settings
 */
export function vtnConnection(
  context: CommandContext,
  vtnUrl: string = context.settings.vtnUrl ?? DEFAULT_VTN_URL,
): VtnHttpOptions {
  const { settings, bearerToken, clock } = context;
  const { allowPlainHttp, timeout } = settings;
  return {
    vtnUrl,
    clock,
    ...(bearerToken === undefined ? {} : { bearerToken }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    ...(timeout === undefined ? {} : { totalTimeoutMs: parseInterval(timeout) }),
  };
}
