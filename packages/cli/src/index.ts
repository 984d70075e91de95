export type { Terminal, TextStream } from "./console/terminal.ts";
export { EXIT_CODES } from "./errors/exit-code.ts";
export { isSettingError, SettingError } from "./errors/setting-error.ts";
export { runVen } from "./run-ven.ts";
export { defineConfig } from "./settings/define-config.ts";
export type { LogLevel, Settings } from "./settings/settings.ts";
