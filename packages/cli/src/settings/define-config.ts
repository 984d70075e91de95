import type { Settings } from "./settings.ts";

/** Gives `ven.config.ts` its types: `export default defineConfig({ vtnUrl: "..." })`. */
export function defineConfig(settings: Settings): Settings {
  return settings;
}
