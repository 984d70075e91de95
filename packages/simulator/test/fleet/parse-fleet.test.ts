import { readFileSync } from "node:fs";
import {
  createSimulator,
  FLEET_PRESETS,
  fleetJsonSchema,
  fleetPreset,
  parseFleet,
} from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";

const YAML = `
# Two pubs.
name: pubs
sites:
  pub:
    resourceType: pub
    loads:
      - { loadId: load_0, kind: refrigeration, ratedPowerW: 3500 }
      - loadId: load_1
        kind: kitchen
        ratedPowerW: 9000
vens:
  - venId: pubs
    resources:
      - { resourceId: "pub-{n}", name: "Pub {n}", site: pub, count: 2 }
`;

/** The message of what parsing throws. */
function messageOf(text: string, fileName = "pubs.yaml"): string {
  try {
    parseFleet(text, { fileName });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was taken");
}

describe("a fleet file", () => {
  it("may be YAML or JSON", () => {
    const fleet = parseFleet(YAML);
    expect(createSimulator({ fleet }).loadCount).toBe(4);
    expect(fleet.timeZone).toBe("Europe/Copenhagen");
    expect(parseFleet(JSON.stringify(fleet))).toEqual(fleet);
    expect(parseFleet(JSON.stringify(fleet, undefined, 2))).toEqual(fleet);
  });

  it.each(FLEET_PRESETS)("may hold the preset %s", (name) => {
    const preset = fleetPreset(name);
    expect(parseFleet(stringify(preset))).toEqual(parseFleet(JSON.stringify(preset)));
  });

  it("that breaks a rule is told with its line, place and remedy", () => {
    expect(messageOf(YAML.replace("9000", "-9"))).toMatch(
      /^pubs\.yaml, line 11: fleet\.sites\.pub\.loads\[1\]\.ratedPowerW -9 is not valid: .*>0/,
    );
    expect(messageOf(YAML.replace("kind: kitchen", "sort: kitchen"))).toMatch(
      /^pubs\.yaml, line 9: fleet\.sites\.pub\.loads\[1\]\.kind undefined/,
    );
    expect(messageOf('{\n "name": "x",\n "sites": 7\n}', "x.json")).toMatch(
      /^x\.json, line 3: fleet\.sites 7/,
    );
  });

  it("that is neither YAML nor JSON is told where", () => {
    expect(messageOf("name: pubs\nsites: [}\n")).toMatch(
      /^pubs\.yaml, line 2, column 9 "sites: \[}"/,
    );
    expect(messageOf('{ "name": "x",\n  "sites" }', "x.json")).toMatch(/^x\.json, line/);
    expect(messageOf("")).toMatch(/^pubs\.yaml.*fleet/);
    expect(messageOf("name: 1\nname: 2\n")).toMatch(/line 2.*unique/);
  });

  it("is refused when it is too long, or its aliases blow it up", () => {
    expect(messageOf(" ".repeat(16_777_217))).toMatch(/longer than 16777216 characters.*count/);
    const bomb = Array.from({ length: 9 }, (_, n) =>
      n === 0 ? "a0: &a0 [1,1,1,1,1,1,1,1,1]" : `a${n}: &a${n} [${`*a${n - 1},`.repeat(9)}]`,
    );
    expect(messageOf(bomb.join("\n"))).toMatch(/aliases repeat too much/);
  });
});

describe("the JSON Schema of fleets", () => {
  it("is the one that is published; update it with `vitest run -u`", async () => {
    const text = `${JSON.stringify(fleetJsonSchema(), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../../fleet.schema.json");
    const manifest = JSON.parse(
      readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
    );
    expect(manifest.exports["./fleet.schema.json"]).toBe("./fleet.schema.json");
    expect(manifest.files).toContain("fleet.schema.json");
  });

  it("describes every setting of every model", () => {
    const undescribed: string[] = [];
    let count = 0;
    const walk = (schema: unknown) => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties = {} } = schema as { properties?: Record<string, object> };
      const { model } = properties as { model?: { const?: string } };
      for (const [name, property] of Object.entries(properties)) {
        if (model?.const === undefined || name === "model") continue;
        count += 1;
        if (!("description" in property)) undescribed.push(`${model.const}.${name}`);
      }
      for (const part of Object.values(schema)) walk(part);
    };
    walk(fleetJsonSchema());
    expect(undescribed).toEqual([]);
    expect(count).toBeGreaterThan(80);
  });

  it("knows every model, what must be there and what may", () => {
    const schema = JSON.stringify(fleetJsonSchema());
    for (const model of ["commercial", "profile", "sum", "constant"]) {
      expect(schema).toContain(`"const":"${model}"`);
    }
    expect(fleetJsonSchema()).toMatchObject({
      type: "object",
      required: ["name", "sites", "vens"],
      additionalProperties: false,
    });
  });
});
