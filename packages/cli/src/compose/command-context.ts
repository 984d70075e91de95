import { type Clock, type Logger, systemClock } from "@ven/core";
import type { VtnTlsOptions } from "@ven/vtn-client";
import { pino } from "pino";
import { lineLogger } from "../console/line-logger.ts";
import { progressLogger } from "../console/progress-logger.ts";
import type { Terminal } from "../console/terminal.ts";
import { loadSettings } from "../settings/load-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { openVtnLogin, type VtnLogin } from "./vtn-login.ts";
import { openVtnTls } from "./vtn-tls.ts";

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** Whether stdout carries JSON for a program, so that lines for people go to stderr. */
  readonly json: boolean;
  readonly login: VtnLogin;
  readonly tls: VtnTlsOptions | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Flags as commander parsed them. */
export type Flags = Readonly<Record<string, unknown>>;

/**
 * Gathers settings, login and logger of one command.
 *
 * @throws {SettingError} if a setting is unknown or wrong, or a secret cannot be read
 */
export async function openContext(terminal: Terminal, flags: Flags): Promise<CommandContext> {
  const { config, json, ...settingFlags } = flags;
  const { environment, workingFolder } = terminal;
  const settings = await loadSettings({
    flags: settingFlags,
    environment,
    workingFolder,
    ...(typeof config === "string" ? { configFile: config } : {}),
  });
  const login = await openVtnLogin(terminal, settings);
  const tls = await openVtnTls(terminal, settings);
  const context = { terminal, settings, json: json === true, login, tls, clock: systemClock };
  return { ...context, logger: openLogger(context) };
}

function openLogger(context: Omit<CommandContext, "logger">): Logger {
  const { terminal, settings, json, clock } = context;
  const level = settings.logLevel ?? "info";
  if (settings.logFormat === "json") return pino({ level }, asDestination(terminal));
  const out = json ? terminal.stderr : terminal.stdout;
  const lines = lineLogger({ level, out, err: terminal.stderr, clock });
  const isWatched = terminal.stdout.isTTY === true && terminal.stderr.isTTY === true && !json;
  return isWatched ? progressLogger(terminal.stderr, clock, lines) : lines;
}

function asDestination(terminal: Terminal): { write(line: string): void } {
  return { write: (line) => void terminal.stderr.write(line) };
}
