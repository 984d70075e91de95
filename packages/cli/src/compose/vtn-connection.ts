import { parseInterval } from "@ven/scheduler";
import type { VtnHttpOptions } from "@ven/vtn-client";
import { SettingError } from "../errors/setting-error.ts";
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
 * @throws {SettingError} if the address has no scheme, or is that of another protocol
 */
export function vtnConnection(
  context: CommandContext,
  vtnUrl: string = vtnUrlOf(context.settings),
): VtnHttpOptions & { readonly vtnUrl: string } {
  const { settings, tls, clock, logger } = context;
  checkScheme(vtnUrl);
  checkProtocolOf(vtnUrl, settings);
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

/** What is before the port would be taken for a scheme. */
function checkScheme(vtnUrl: string): void {
  const [, host] = /^([\w.-]{1,253}):\d{1,5}(?:\/|$)/.exec(vtnUrl) ?? [];
  if (host === undefined) return;
  const scheme = /^(localhost|127(\.\d+){3})$/.test(host) ? "http" : "https";
  const typed = vtnUrl.slice(0, 200);
  throw new SettingError(`the address ${typed} has no scheme: write ${scheme}://${typed}`);
}

/** An address that ends with a version is that of a VTN of this version: the commonest mistake. */
function checkProtocolOf(vtnUrl: string, { protocol = "flat" }: Settings): void {
  const [, version] = /\/(3\.\d\.\d)\/*$/.exec(vtnUrl) ?? [];
  if (version === undefined || version === protocol) return;
  throw new SettingError(
    `the address ${vtnUrl.slice(0, 200)} is that of OpenADR ${version}, and --protocol is ${protocol}: add --protocol ${version}, or take ${version} off the address`,
  );
}
