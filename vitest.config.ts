import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { sourceAliases } from "./vitest.aliases.ts";

/** Files that take longest, which must not be the last to begin. */
const LONGEST_FIRST = [
  "test/chaos/kills",
  "test/examples",
  "test/chaos/small-cases",
  "commands/outbox",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST_FIRST.findIndex((part) => moduleId.includes(part));
      return place < 0 ? LONGEST_FIRST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: { alias: sourceAliases },
  test: {
    include: ["{packages,examples}/*/test/**/*.test.ts", "test/**/*.test.ts"],
    pool: "threads",
    sequence: { sequencer: LongestFirst },
    // One worker for each core: by default one core is left idle.
    maxWorkers: "100%",
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: process.env["VEN_TEST_REPORT"]
      ? ["default", "./scripts/count-reporter.mjs"]
      : ["default"],
  },
});
