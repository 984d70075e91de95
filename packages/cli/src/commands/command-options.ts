import { Command, Option } from "commander";
import type { Terminal } from "../console/terminal.ts";
import { environmentName, SETTING_DEFINITIONS } from "../settings/setting-definitions.ts";
import type { SettingKey } from "../settings/settings.ts";

/** Makes one command of `ven`. */
export type CommandMaker = (terminal: Terminal, finish: (exitCode: number) => void) => Command;

/** The settings that say which recorded data is replayed, and how it is to be read. */
export const REPLAY_SETTINGS: readonly SettingKey[] = [
  "replay",
  "replayUnit",
  "replayLayout",
  "replayTimestampColumn",
  "replayTimestampFormat",
  "replayTimeZone",
  "replayStart",
  "replayStep",
  "replayIgnore",
];

/** The settings of every command that reports. */
export const REPORTING_SETTINGS: readonly SettingKey[] = [
  "every",
  "programId",
  "eventId",
  "eventPeriod",
  "loadIds",
  "deadbandW",
  "maxReadingsPerReport",
  "ticksPerReport",
  "onAmbiguous",
  "concurrency",
  "maxReportsPerSecond",
  "maxBacklogReportsPerSecond",
  "timeout",
  "zonedStart",
  "seed",
  "speed",
  ...REPLAY_SETTINGS,
  "replayTimestamps",
];

/** The settings that say where readings wait. */
export const OUTBOX_SETTINGS: readonly SettingKey[] = [
  "outbox",
  "maxOutboxBytes",
  "maxOutboxAge",
  "onFull",
  "durability",
];

/** The settings that say in which InfluxDB readings are kept. */
export const INFLUX_SETTINGS: readonly SettingKey[] = [
  "influxUrl",
  "influxVersion",
  "influxDatabase",
  "influxOrg",
  "influxUser",
  "influxTokenFile",
];

/** Names the fleet of a command that reports one. */
export function fleetOption(instead: string): Option {
  const help = `fleet to report: a preset or a JSON or YAML file, as of ven simulate (default: ${instead})`;
  return new Option("--fleet <name>", help);
}

/** The settings of every command that talks to the user's VTN about the user's fleet. */
export const VTN_SETTINGS: readonly SettingKey[] = [
  "vtnUrl",
  "protocol",
  "bearerTokenFile",
  "clientId",
  "clientSecretFile",
  "credentialsFile",
  "tokenUrl",
  "allowPlainHttp",
  "caFile",
  "certFile",
  "keyFile",
  "insecure",
  "database",
  "vens",
];

/** Starts a command that has the given settings as flags, and the flags that all commands have. */
export function newCommand(
  name: string,
  description: string,
  settings: readonly SettingKey[],
): Command {
  const command = new Command(name).description(description);
  for (const key of [...settings, "logLevel", "logFormat"] as const) {
    const definition = SETTING_DEFINITIONS[key];
    const shown =
      definition.shownDefault === undefined ? "" : ` (default: ${definition.shownDefault})`;
    const option = new Option(definition.flag, `${definition.help}${shown}`);
    // Commander names an option after its flag; here it takes the name of its setting.
    option.attributeName = () => key;
    command.addOption(option);
  }
  return command
    .option("--config <file>", "settings file (default: ven.config.ts or ven.config.json here)")
    .option("--json", "print JSON for programs on stdout; lines for people go to stderr")
    .option("--verbose", "show where an error came from")
    .addHelpText(
      "after",
      `\nEach flag can be set as ${environmentName("vtnUrl")} and so on, or in ven.config.ts / .json.`,
    );
}
