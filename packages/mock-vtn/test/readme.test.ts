import { readFileSync } from "node:fs";
import { MOCK_VTN_LOG } from "@ven/mock-vtn";
import { API_OPERATIONS as OPERATIONS_301 } from "@ven/openadr-schema/3.0.1";
import { API_OPERATIONS as OPERATIONS_310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { checkPersonality } from "../src/personality/personality.ts";
import { vtnSettings } from "../src/vtn-settings.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("the README", () => {
  it("lists every operation of both versions", () => {
    const ids = new Set([...Object.keys(OPERATIONS_301), ...Object.keys(OPERATIONS_310)]);
    expect(ids.size).toBe(45);
    expect([...ids].filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
  });

  it("lists every personality and the message of a refusal", () => {
    const names = Object.keys(checkPersonality({}));
    expect(names.filter((name) => !readme.includes(`| \`${name}\``))).toEqual([]);
    expect(readme).toContain(MOCK_VTN_LOG.refused);
  });

  it("states the limits that hold", () => {
    const { reportBounds, maxObjects, maxBodyBytes, tokenLifetimeS, maxRequests } = vtnSettings({});
    const { maxCount, maxBytes } = reportBounds;
    const limits = { maxReports: maxCount, maxReportBytes: maxBytes, maxObjects, maxBodyBytes };
    for (const [name, value] of Object.entries({ ...limits, tokenLifetimeS, maxRequests })) {
      const row = readme.split("\n").find((line) => line.startsWith(`| \`${name}\``));
      expect(row, name).toContain(value.toLocaleString("en"));
    }
  });
});
