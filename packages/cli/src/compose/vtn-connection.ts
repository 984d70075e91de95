import { parseInterval } from "@ven/scheduler";
import type { VtnHttpOptions } from "@ven/vtn-client";
import type { Settings } from "../settings/settings.ts";
import type { CommandContext } from "./command-context.ts";

/** Where `ven vtn` listens unless told otherwise. */
const VTN_AT_HOME = "http://127.0.0.1:8444/openadr3";

/** Where the `ven` command looks for a VTN: the one of the settings, or else that of `ven vtn`. */
export function vtnUrlOf({ vtnUrl, protocol = "flat" }: Settings): string {
  return vtnUrl ?? (protocol === "flat" ? VTN_AT_HOME : `${VTN_AT_HOME}/${protocol}`);
}

/**
 * How the settings reach a VTN: address and limits.
 *
 * @param vtnUrl - another address than that of the settings
 */
export function vtnConnection(
  context: CommandContext,
  vtnUrl: string = vtnUrlOf(context.settings),
): VtnHttpOptions & { readonly vtnUrl: string } {
  const { settings, tls, clock, logger } = context;
  const { allowPlainHttp, timeout } = settings;
  return {
    vtnUrl,
    clock,
    logger,
    transport: "fast",
    ...(tls === undefined ? {} : { tls }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    ...(timeout === undefined ? {} : { totalTimeoutMs: parseInterval(timeout) }),
  };
}
