import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { SETTING_DEFINITIONS, SETTING_KEYS } from "../../src/settings/setting-definitions.ts";

it("is described in the README, setting by setting, with flag and default", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  for (const key of SETTING_KEYS) {
    const { flag, shownDefault = "" } = SETTING_DEFINITIONS[key];
    const row = readme.split("\n").find((line) => line.startsWith(`| \`${key}\` |`));
    expect(row, key).toContain(`\`${flag.split(" ")[0]}\``);
    expect(row, key).toContain(shownDefault);
  }
});
