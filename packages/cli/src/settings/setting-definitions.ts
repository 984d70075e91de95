import { z } from "zod";
import { DELIVERY_DEFINITIONS } from "./delivery-definitions.ts";
import { REPLAY_DEFINITIONS } from "./replay-definitions.ts";
import type { SettingDefinition } from "./setting-definition.ts";
import {
  choice,
  flag,
  interval,
  list,
  numberFrom,
  positiveNumber,
  text,
  wholeNumber,
} from "./setting-schemas.ts";
import { LOG_LEVELS, type SettingKey } from "./settings.ts";

/**
 * Every setting, by its key in `ven.config.*`. The environment variable of `vtnUrl` is `VEN_VTN_URL`,
 * and so on. The one list from which flags, environment, file and help are made.
 */
export const SETTING_DEFINITIONS: Readonly<Record<SettingKey, SettingDefinition>> = {
  vtnUrl: {
    schema: text,
    flag: "--vtn <url>",
    help: "base address of the VTN",
    shownDefault: "where ven vtn listens",
  },
  protocol: {
    schema: choice(["flat", "3.0.1", "3.1.0"]),
    flag: "--protocol <version>",
    help: "what is spoken with the VTN: flat, 3.0.1 or 3.1.0",
    shownDefault: "flat",
  },
  bearerTokenFile: {
    schema: text,
    flag: "--bearer-token-file <file>",
    help: "file that holds the bearer token (or set VEN_BEARER_TOKEN)",
  },
  clientId: {
    schema: text,
    flag: "--client-id <id>",
    help: "OAuth2 client as which every VEN logs in",
  },
  clientSecretFile: {
    schema: text,
    flag: "--client-secret-file <file>",
    help: "file that holds that client's secret (or set VEN_CLIENT_SECRET)",
  },
  credentialsFile: {
    schema: text,
    flag: "--credentials-file <file>",
    help: "JSON file with an OAuth2 client per VEN, and one for business logic",
  },
  tokenUrl: {
    schema: text,
    flag: "--token-url <url>",
    help: "where tokens come from",
    shownDefault: "what the VTN names",
  },
  database: {
    schema: text,
    flag: "--database <file>",
    help: "SQLite file with the fleet",
    shownDefault: "ven.sqlite",
  },
  vens: {
    schema: list,
    flag: "--ven <names>",
    help: "VENs to report, separated by commas",
    shownDefault: "every VEN of the fleet",
  },
  every: {
    schema: interval,
    flag: "--every <interval>",
    help: "how often to report: 10s, 1m, 15m",
    shownDefault: "10s",
  },
  programId: { schema: text, flag: "--program <id>", help: "program to quote in each report" },
  eventId: {
    schema: text,
    flag: "--event <id>",
    help: "event to quote in each report of 3.0.1 and 3.1.0",
    shownDefault: "one that is found or made",
  },
  loadIds: {
    schema: list,
    flag: "--loads <ids>",
    help: "report only these loads, separated by commas",
    shownDefault: "all",
  },
  concurrency: {
    schema: wholeNumber(1, 1_000),
    flag: "--concurrency <n>",
    help: "most requests under way at once, 1 to 1000",
    shownDefault: "16",
  },
  maxReportsPerSecond: {
    schema: positiveNumber(1e6),
    flag: "--max-per-second <n>",
    help: "most requests started per second",
    shownDefault: "unlimited",
  },
  maxBacklogReportsPerSecond: {
    schema: numberFrom(0.001, 1e6),
    flag: "--max-backlog-per-second <n>",
    help: "most requests started per second for readings of earlier ticks, once the VTN is back",
    shownDefault: "200",
  },
  timeout: {
    schema: interval,
    flag: "--timeout <interval>",
    help: "longest wait for one whole answer",
    shownDefault: "30s",
  },
  zonedStart: { schema: flag, flag: "--zoned-start", help: "end `start` in reports with Z" },
  allowPlainHttp: {
    schema: flag,
    flag: "--allow-plain-http",
    help: "allow http:// to another machine (readings and token travel in the clear)",
  },
  caFile: {
    schema: text,
    flag: "--ca <file>",
    help: "PEM file with the certificates to trust",
    shownDefault: "what the system trusts",
  },
  certFile: {
    schema: text,
    flag: "--cert <file>",
    help: "PEM file with our certificate, for a VTN that asks for one",
  },
  keyFile: {
    schema: text,
    flag: "--key <file>",
    help: "PEM file with the key of that certificate",
  },
  insecure: {
    schema: flag,
    flag: "--insecure",
    help: "accept any certificate of the VTN, and so anybody who pretends to be it",
  },
  ...DELIVERY_DEFINITIONS,
  seed: {
    schema: text.or(z.number().transform(String)),
    flag: "--seed <text>",
    help: "seed of the synthetic meters",
    shownDefault: "ven",
  },
  speed: {
    schema: positiveNumber(1e6),
    flag: "--speed <factor>",
    help: "how much faster time passes for the meters: at 60, a minute a second",
    shownDefault: "1",
  },
  ...REPLAY_DEFINITIONS,
  logLevel: {
    schema: choice(LOG_LEVELS),
    flag: "--log-level <level>",
    help: LOG_LEVELS.join(", "),
    shownDefault: "info",
  },
  logFormat: {
    schema: choice(["lines", "json"]),
    flag: "--log-format <format>",
    help: "lines (for people) or json (pino)",
    shownDefault: "lines",
  },
};

/** Every key. */
export const SETTING_KEYS: readonly SettingKey[] = Object.keys(SETTING_DEFINITIONS) as SettingKey[];

/** The environment variable of a setting: `vtnUrl` is `VEN_VTN_URL`. */
export function environmentName(key: SettingKey): string {
  return `VEN_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
