import { defineConfig } from "vitest/config";
import { sourceAliases } from "./vitest.aliases.ts";

export default defineConfig({
  resolve: { alias: sourceAliases },
  test: {
    include: ["{packages,examples}/*/test/**/*.test.ts", "test/**/*.test.ts"],
    pool: "threads",
    // One worker for each core: by default one core is left idle.
    maxWorkers: "100%",
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: process.env["VEN_TEST_REPORT"]
      ? ["default", "./scripts/count-reporter.mjs"]
      : ["default"],
  },
});
