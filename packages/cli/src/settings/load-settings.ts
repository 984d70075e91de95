import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describeError, nearestName } from "@ven/core";
import { createJiti } from "jiti";
import { SettingError } from "../errors/setting-error.ts";
import { defineConfig } from "./define-config.ts";
import { parseJsonFile } from "./parse-json-file.ts";
import { readSettingFile } from "./read-setting-file.ts";
import { environmentName, SETTING_DEFINITIONS, SETTING_KEYS } from "./setting-definitions.ts";
import type { SettingKey, Settings } from "./settings.ts";

/** Files that are looked for in the working folder, in this order. */
export const CONFIG_FILES = ["ven.config.ts", "ven.config.json"] as const;

/** Variables of the environment that are ours but no settings. */
const OTHER_VARIABLES = ["VEN_BEARER_TOKEN", "VEN_CLIENT_SECRET", "VEN_INFLUX_TOKEN"];

/** What people may write into a settings file by mistake, and where it belongs. */
const SECRETS: ReadonlyMap<string, string> = new Map([
  ["bearerToken", 'set VEN_BEARER_TOKEN or "bearerTokenFile"'],
  ["clientSecret", 'set VEN_CLIENT_SECRET or "clientSecretFile"'],
  ["influxToken", 'set VEN_INFLUX_TOKEN or "influxTokenFile"'],
]);

/** Where settings are looked for. */
export interface SettingSources {
  /** From the command line. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder of `ven.config.*`, and what its path is relative to. */
  readonly workingFolder: string;
  /** Settings file that was named; must exist. */
  readonly configFile?: string;
}

/**
 * Collects the settings: flags win over the environment, which wins over `ven.config.*`.
 *
 * @throws {SettingError} naming the setting, where it stands and what is wrong with it
 */
export async function loadSettings(sources: SettingSources): Promise<Settings> {
  const fromFile = await readConfigFile(sources);
  const settings: Settings = {
    ...checkSettings(fromFile.values, (key) => `"${key}" in ${fromFile.file}`),
    ...checkSettings(readEnvironment(sources.environment), (key) => environmentName(key)),
    ...checkSettings(sources.flags, (key) => flagOf(key)),
  };
  checkFlags(sources.flags, settings);
  return settings;
}

/** What only has an effect in reports of 3.0.1 and 3.1.0. */
const OPENADR_KEYS: readonly SettingKey[] = [
  "eventId",
  "eventPeriod",
  "maxReadingsPerReport",
  "ticksPerReport",
];

/** @throws {SettingError} if a flag has no effect beside the other settings */
function checkFlags(flags: SettingSources["flags"], settings: Settings): void {
  const { influxUrl, protocol = "flat", eventId, replay, clientId, credentialsFile } = settings;
  const given = SETTING_KEYS.filter((key) => flags[key] !== undefined);
  const ofInflux = given.find((key) => key.startsWith("influx"));
  if (ofInflux !== undefined && influxUrl === undefined) {
    throw new SettingError(
      `${flagOf(ofInflux)} is of an InfluxDB, and none is named: add --influx <url>, or leave it out`,
    );
  }
  const ofReplay = given.find((key) => key.startsWith("replay"));
  if (ofReplay !== undefined && replay === undefined) {
    throw new SettingError(
      `${flagOf(ofReplay)} is of recorded data, and none is named: add --replay <file>, or leave it out`,
    );
  }
  const isClient = clientId !== undefined || credentialsFile !== undefined;
  if (given.includes("tokenUrl") && !isClient) {
    throw new SettingError(
      "--token-url is of OAuth2 clients, and none is named: add --client-id or --credentials-file, or leave it out",
    );
  }
  const ofOpenAdr = given.find((key) => OPENADR_KEYS.includes(key));
  if (ofOpenAdr !== undefined && protocol === "flat") {
    throw new SettingError(
      `${flagOf(ofOpenAdr)} is of 3.0.1 and 3.1.0, and the flat dialect is spoken: add --protocol 3.1.0, or leave it out`,
    );
  }
  if (given.includes("eventPeriod") && eventId !== undefined) {
    throw new SettingError(
      "--event-period is of events that are made, and --event names the one to quote: leave one of them out",
    );
  }
}

/** Its flag, without what stands behind it. */
function flagOf(key: SettingKey): string {
  return SETTING_DEFINITIONS[key].flag.split(" ")[0] ?? key;
}

async function readConfigFile(
  sources: SettingSources,
): Promise<{ file: string; values: Record<string, unknown> }> {
  const { workingFolder, configFile } = sources;
  const file =
    configFile ?? CONFIG_FILES.find((candidate) => existsSync(resolve(workingFolder, candidate)));
  if (file === undefined) return { file: "", values: {} };
  const path = resolve(workingFolder, file);
  if (!existsSync(path)) {
    throw new SettingError(
      `the settings file ${file} does not exist: check the path after --config`,
    );
  }
  const values = path.endsWith(".json")
    ? parseJsonFile("settings", file, await readSettingFile({ workingFolder }, "settings", file))
    : await importConfig(path, file);
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new SettingError(`the settings file ${file} must hold one object of settings`);
  }
  for (const key of Object.keys(values)) {
    if (isSettingKey(key)) continue;
    const secret = SECRETS.get(key);
    if (secret !== undefined) {
      throw new SettingError(
        `"${key}" in ${file}: a secret does not belong in a settings file; ${secret}`,
      );
    }
    throw new SettingError(`"${key}" in ${file} is no setting${didYouMean(key, SETTING_KEYS)}`);
  }
  return { file, values: values as Record<string, unknown> };
}

/** Runs a settings file in TypeScript, which finds `@ven/cli` wherever that is installed. */
async function importConfig(path: string, file: string): Promise<unknown> {
  try {
    const jiti = createJiti(path, {
      moduleCache: false,
      virtualModules: { "@ven/cli": { defineConfig } },
    });
    return await jiti.import(path, { default: true });
  } catch (cause) {
    throw new SettingError(`the settings file ${file} cannot be read: ${describeError(cause)}`, {
      cause,
    });
  }
}

function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const known = new Map(SETTING_KEYS.map((key) => [environmentName(key), key]));
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith("VEN_") || value === undefined || value === "") continue;
    const key = known.get(name);
    if (key !== undefined) values[key] = value;
    else if (!OTHER_VARIABLES.includes(name)) {
      const near = meantVariable(name, known);
      // Other programs may use VEN_ too: only what looks like a typing error is one.
      if (near !== undefined) {
        throw new SettingError(`${name} is no setting; did you mean ${near}?`);
      }
    }
  }
  return values;
}

/** The variable that a mistyped one most likely meant; VEN_VTN, after the flag, means VEN_VTN_URL. */
function meantVariable(typed: string, known: ReadonlyMap<string, SettingKey>): string | undefined {
  const byFlag = SETTING_KEYS.find((key) => {
    const [flag = ""] = SETTING_DEFINITIONS[key].flag.split(" ");
    return typed === `VEN_${flag.slice(2).replaceAll("-", "_").toUpperCase()}`;
  });
  if (byFlag !== undefined) return environmentName(byFlag);
  return nearestName(typed, [...known.keys(), ...OTHER_VARIABLES]);
}

function checkSettings(
  values: Readonly<Record<string, unknown>>,
  place: (key: SettingKey) => string,
): Settings {
  const checked: Partial<Record<SettingKey, unknown>> = {};
  for (const key of SETTING_KEYS) {
    if (values[key] === undefined) continue;
    const result = SETTING_DEFINITIONS[key].schema.safeParse(values[key]);
    if (!result.success) {
      const rule = result.error.issues[0]?.message ?? "is wrong";
      throw new SettingError(
        `${place(key)}: ${rule} (it is for: ${SETTING_DEFINITIONS[key].help})`,
      );
    }
    checked[key] = result.data;
  }
  return checked as Settings;
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_DEFINITIONS, key);
}

function didYouMean(typed: string, known: readonly string[]): string {
  const near = nearestName(typed, known);
  return near === undefined ? `; settings are ${known.join(", ")}` : `; did you mean "${near}"?`;
}
