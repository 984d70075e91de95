import { describe, expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

describe("ven fleet", () => {
  it("seeds the sample fleet once, and lists it", async () => {
    await using folder = await VenFolder.open();
    const first = await folder.ven(["fleet", "seed"]);
    expect(first.stdout).toContain("150 resources added, 0 updated, 0 unchanged");
    const second = await folder.ven(["fleet", "seed", "--json"]);
    expect(JSON.parse(second.stdout)).toMatchObject({ resourcesAdded: 0, resourcesUnchanged: 150 });
    const approved = await folder.ven(["fleet", "list", "--status", "approved", "--json"]);
    const resources = approved.stdout
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(resources).toHaveLength(120);
    expect(resources.map(({ name }) => name)).toContain("Murphy's Pub");
    const table = await folder.ven(["fleet", "list", "--status", "SUSPENDED"]);
    expect(table.stdout).toContain("10 resources of 1 VENs");
  });

  it.each(["fleet.yaml", "fleet.json"])(
    "seeds a fleet that ven simulate takes, from %s",
    async (name) => {
      await using folder = await VenFolder.open();
      const resources = [{ resourceId: "h{n}", name: "H {n}", site: "home", count: 3 }];
      const loads = [{ loadId: "load_0", kind: "home", ratedPowerW: 1 }];
      const sites = { home: { resourceType: "house", loads } };
      // JSON is YAML, too.
      await folder.write(
        name,
        JSON.stringify({ name: "x", sites, vens: [{ venId: "V", resources }] }),
      );
      const run = await folder.ven(["fleet", "seed", name]);
      expect(run.stdout).toContain("3 resources added");
      expect((await folder.ven(["fleet", "list"])).stdout).toContain("H 3");
    },
  );

  it.each([
    ["no JSON", "{", "is no JSON"],
    ["another shape", '{"name":"x"}', "is wrong at vens"],
    [
      "a wrong meter point",
      JSON.stringify({
        name: "x",
        vens: [
          {
            venId: "V",
            resources: [
              { resourceId: "a", name: "A", resourceType: "shop", meterPointId: "12", loads: [] },
            ],
          },
        ],
      }),
      "fleet.vens[0].resources[0].meterPointId",
    ],
  ])("refuses a fleet file with %s and writes nothing", async (_, text, reason) => {
    await using folder = await VenFolder.open();
    await folder.write("fleet.json", text);
    const run = await folder.ven(["fleet", "seed", "fleet.json"]);
    expect(run.exitCode).toBe(65);
    expect(run.stderr).toContain(reason);
    expect((await folder.ven(["fleet", "list"])).exitCode).toBe(65);
  });
});
