import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { sourceAliases } from "./vitest.aliases.ts";

/** Files that change what a thread has for good, which thus get one of their own. */
const ALONE = ["packages/store/test/sqlite-binding.test.ts"];

/** Files that take longest, which must not be the last to begin. */
const LONGEST = [
  "test/chaos/kills",
  "test/chaos/small-cases",
  "test/readme-programs",
  "test/examples",
  "commands/outbox",
  "commands/backfill",
  "outbox/sqlite/",
  "statistics/realism",
  "simulator/test/browser",
  "vtn-client/test/secrets",
];

/** Those alone come first, as a thread that others share is given up before them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const first = [...ALONE, ...LONGEST];
    const rank = ({ moduleId }: TestSpecification) => {
      const place = first.findIndex((part) => moduleId.includes(part));
      return place < 0 ? first.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: { alias: sourceAliases },
  test: {
    pool: "threads",
    sequence: { sequencer: LongestFirst },
    // One worker for each core: by default one core is left idle.
    maxWorkers: "100%",
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["{packages,examples}/*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...ALONE],
          // Files of one thread share what they import, which takes two fifths of all time else: so a
          // test leaves nothing behind in a module, in process.env or in a global.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
    reporters: process.env["VEN_TEST_REPORT"]
      ? ["default", "./scripts/count-reporter.mjs"]
      : ["default"],
  },
});
