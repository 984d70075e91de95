import type { VtnTlsOptions } from "@ven/vtn-client";
import type { Terminal } from "../console/terminal.ts";
import { readSettingFile } from "../settings/read-setting-file.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * Reads the certificates that the settings name.
 *
 * @returns `undefined` if they name none
 * @throws {SettingError} if a file cannot be read
 */
export async function openVtnTls(
  terminal: Pick<Terminal, "workingFolder">,
  { caFile, certFile, keyFile, insecure }: Settings,
): Promise<VtnTlsOptions | undefined> {
  const read = async (name: "ca" | "cert" | "key", what: string, file: string | undefined) =>
    file === undefined ? {} : { [name]: await readSettingFile(terminal, what, file) };
  const tls: VtnTlsOptions = {
    ...(await read("ca", "CA certificate", caFile)),
    ...(await read("cert", "certificate", certFile)),
    ...(await read("key", "certificate key", keyFile)),
    ...(insecure === true ? { insecureSkipVerify: true } : {}),
  };
  return Object.keys(tls).length === 0 ? undefined : tls;
}
