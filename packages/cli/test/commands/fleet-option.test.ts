import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

const fleet = `
name: street
sites:
  home:
    resourceType: home
    loads:
      - { loadId: load_0, kind: plugs, ratedPowerW: 5000, model: { model: constant, powerW: 1250 } }
vens:
  - venId: Street
    resources:
      - { resourceId: "home-{n}", name: "Home {n}", site: home, count: 2 }
`;

describe("--fleet", () => {
  it("reports what a file describes, without any database", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.write("street.yaml", fleet);
    const run = await folder.ven(["report", "--vtn", vtn.vtnUrl, "--fleet", "street.yaml"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("Sent 2/2 reports for VEN Street");
    const values = vtn.vtn.flat.reports.map(({ resources, intervals }) => [
      resources?.[0]?.resource_name,
      intervals?.[0]?.payloads[0]?.values[0],
    ]);
    expect(Object.fromEntries(values)).toEqual({ "Home 1": 1.25, "Home 2": 1.25 });
  });

  it("reports a preset to the VTN that the demo embeds", async () => {
    await using folder = await VenFolder.open();
    const args = ["--ticks", "1", "--every", "1h", "--fleet", "one-pub"];
    const run = await folder.ven(["demo", ...args]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("Sample fleet of 1 resources");
    expect(run.stdout).toMatch(/Sent 6\/6 reports/);
  });

  it("says which presets there are", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["run", "--fleet", "nowhere"]);
    expect(run.exitCode).toBe(65);
    expect(run.stderr).toContain("presets are herning-120, one-pub");
  });
});
