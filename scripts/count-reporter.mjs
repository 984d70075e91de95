import { writeFileSync } from "node:fs";

/**
 * A vitest reporter that writes `{ passed, failed, skipped: [{ name, file, reason }] }` to the file
 * that the environment variable VEN_TEST_REPORT names.
 */
export default class CountReporter {
  #passed = 0;
  #failed = 0;
  /** @type {{ name: string, file: string, reason: string }[]} */
  #skipped = [];

  /** @param {import("vitest/node").TestCase} testCase */
  onTestCaseResult(testCase) {
    const result = testCase.result();
    if (result.state === "passed") this.#passed += 1;
    else if (result.state === "failed") this.#failed += 1;
    else {
      const reason = result.state === "skipped" ? result.note : undefined;
      this.#skipped.push({
        name: testCase.fullName,
        file: testCase.module.moduleId,
        reason: reason ?? "no reason given",
      });
    }
  }

  /**
   * @param {readonly import("vitest/node").TestModule[]} testModules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    const broken = testModules.filter((testModule) => testModule.errors().length > 0).length;
    const report = {
      passed: this.#passed,
      failed: this.#failed + broken + unhandledErrors.length,
      skipped: this.#skipped,
    };
    writeFileSync(process.env.VEN_TEST_REPORT ?? "", JSON.stringify(report));
  }
}
