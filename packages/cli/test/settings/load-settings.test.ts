import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSettings } from "../../src/settings/load-settings.ts";
import { environmentName, SETTING_KEYS } from "../../src/settings/setting-definitions.ts";
import type { SettingKey } from "../../src/settings/settings.ts";

let workingFolder = "";
beforeEach(async () => {
  workingFolder = await mkdtemp(join(tmpdir(), "ven-settings-"));
});
afterEach(() => rm(workingFolder, { recursive: true, force: true }));

const load = (flags = {}, environment = {}, more = {}) =>
  loadSettings({ flags, environment, workingFolder, ...more });

describe("loadSettings", () => {
  it("lets flags win over the environment, and that over the file", async () => {
    await writeFile(
      join(workingFolder, "ven.config.json"),
      JSON.stringify({ every: "1m", seed: 7, concurrency: 2, vens: ["A", "B"] }),
    );
    expect(
      await load(
        { every: "10s" },
        { VEN_EVERY: "30s", VEN_CONCURRENCY: "8", VEN_ZONED_START: "true" },
      ),
    ).toEqual({ every: "10s", concurrency: 8, zonedStart: true, seed: "7", vens: ["A", "B"] });
  });

  it("reads ven.config.ts with its types", async () => {
    await writeFile(
      join(workingFolder, "ven.config.ts"),
      "const every: string = '15m';\nexport default { every, loadIds: ['load_0'] };\n",
    );
    expect(await load()).toEqual({ every: "15m", loadIds: ["load_0"] });
  });

  it("splits lists at commas in flags and in the environment", async () => {
    expect(await load({ loadIds: "load_0, load_1" }, { VEN_VENS: "A,B" })).toEqual({
      loadIds: ["load_0", "load_1"],
      vens: ["A", "B"],
    });
  });

  it.each([
    ['{"vtnUlr":"x"}', '"vtnUlr" in ven.config.json is no setting; did you mean "vtnUrl"?'],
    ['{"zzzzzzzzzzzz":1}', "settings are vtnUrl"],
    ['{"every":"soon"}', '"every" in ven.config.json'],
    ['{"eventPeriod":"90s"}', '"eventPeriod" in ven.config.json'],
    ['{"concurrency":0}', '"concurrency" in ven.config.json'],
    ['{"bearerToken":"canary-9"}', "a secret does not belong in a settings file"],
    ["[]", "must hold one object"],
    ["{", "is no JSON"],
    ['{"bearerToken": canary-9}', "is no JSON"],
  ])("refuses the file %s and says why", async (text, reason) => {
    await writeFile(join(workingFolder, "ven.config.json"), text);
    await expect(load()).rejects.toThrow(reason);
    await expect(load()).rejects.not.toThrow("canary-9");
  });

  it("finds @ven/cli for a settings file in TypeScript, wherever that stands", async () => {
    await writeFile(
      join(workingFolder, "ven.config.ts"),
      'import { defineConfig } from "@ven/cli";\nexport default defineConfig({ every: "15m" });\n',
    );
    expect(await load()).toEqual({ every: "15m" });
  });

  it("says on which line a file is no JSON, where that is known", async () => {
    await writeFile(join(workingFolder, "ven.config.json"), '{\n"every": "15m",\n');
    await expect(load()).rejects.toThrow("ven.config.json is no JSON at line 3");
  });

  it("refuses a settings file that was named and is not there", async () => {
    await expect(load({}, {}, { configFile: "my.config.ts" })).rejects.toThrow(
      "my.config.ts does not exist",
    );
  });

  it("finds a typing error in the environment and leaves other programs' variables alone", async () => {
    await expect(load({}, { VEN_VTN_ULR: "x" })).rejects.toThrow("did you mean VEN_VTN_URL?");
    await expect(load({}, { VEN_VTN: "x" })).rejects.toThrow("did you mean VEN_VTN_URL?");
    expect(await load({}, { VEN_SOMETHING_ELSE_ENTIRELY: "x", VEN_BEARER_TOKEN: "t" })).toEqual({});
  });

  it.each([
    ["replayUnit", "kW", "--replay-unit is of recorded data, and none is named: add --replay"],
    ["replayTimestamps", "recorded", "--replay-timestamps is of recorded data"],
    ["tokenUrl", "https://t.example", "--token-url is of OAuth2 clients, and none is named: add"],
  ])(
    "refuses the flag of %s where it has no effect, and takes it from elsewhere",
    async (key, value, reason) => {
      await expect(load({ [key]: value })).rejects.toThrow(reason);
      expect(await load({}, { [environmentName(key as SettingKey)]: value })).toEqual({
        [key]: value,
      });
    },
  );

  it("takes flags of recorded data and of OAuth2 clients that are named elsewhere", async () => {
    const replayed = { VEN_REPLAY: "a.csv", VEN_CREDENTIALS_FILE: "clients.json" };
    const flags = { replayUnit: "kW", tokenUrl: "https://t.example" };
    expect(await load(flags, replayed)).toMatchObject(flags);
    expect(await load({ tokenUrl: "https://t.example", clientId: "c" })).toMatchObject({
      clientId: "c",
    });
  });

  it("has an environment variable of its own for each setting", () => {
    expect(environmentName("vtnUrl")).toBe("VEN_VTN_URL");
    expect(new Set(SETTING_KEYS.map(environmentName)).size).toBe(SETTING_KEYS.length);
  });
});
