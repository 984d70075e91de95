import type { SettingsInput } from "./setting-definitions.ts";

/** Gives `ven.config.ts` its types: `export default defineConfig({ vtnUrl: "..." })`. */
export function defineConfig(settings: SettingsInput): SettingsInput {
  return settings;
}
