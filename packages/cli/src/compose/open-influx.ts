import { type InfluxCache, openInflux } from "@ven/influx";
import { SettingError } from "../errors/setting-error.ts";
import { readSecret } from "../settings/read-secret.ts";
import type { CommandContext } from "./command-context.ts";

/** Database or bucket, unless a setting names another. */
const DEFAULT_DATABASE = "ven";

/**
 * Opens the InfluxDB that `--influx` names. Nothing is sent yet.
 *
 * @returns `undefined` if there is no `--influx`
 * @throws {SettingError} if a setting is missing, or the token cannot be read
 * @throws {InvalidValueError} if a setting cannot be used
 */
export async function openInfluxCache(context: CommandContext): Promise<InfluxCache | undefined> {
  const { settings, terminal, clock, logger } = context;
  const { influxUrl: url, influxVersion: version = "1", influxOrg: org, influxUser } = settings;
  if (url === undefined) return undefined;
  const token = await readSecret(terminal, {
    what: "InfluxDB token",
    variable: "VEN_INFLUX_TOKEN",
    file: settings.influxTokenFile,
  });
  const place = settings.influxDatabase ?? DEFAULT_DATABASE;
  const { allowPlainHttp = false } = settings;
  const common = { url, allowPlainHttp, clock, logger };
  const withToken = token === undefined ? {} : { token };
  if (version === "3") return openInflux({ ...common, ...withToken, version, bucket: place });
  if (version === "2") {
    if (org === undefined) {
      throw new SettingError("InfluxDB 2 wants the name of its organisation: add --influx-org");
    }
    return openInflux({ ...common, ...withToken, version, org, bucket: place });
  }
  if (token !== undefined && influxUser === undefined) {
    throw new SettingError(
      "InfluxDB 1 knows no tokens: add --influx-user, whose password VEN_INFLUX_TOKEN or --influx-token-file then is, or --influx-version 2",
    );
  }
  return openInflux({
    ...common,
    version,
    database: place,
    ...(influxUser === undefined ? {} : { username: influxUser }),
    ...(token === undefined ? {} : { password: token }),
  });
}
