import { defineConfig } from "tsup";

/** One build for every package: ESM, CJS and types of the given entries, dependencies left outside. */
export function packageBuild(entry: Record<string, string>): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ["esm", "cjs"],
    dts: true,
    clean: true,
    target: "node20",
    platform: "neutral",
    treeshake: true,
    sourcemap: true,
    outDir: "dist",
  });
}
