import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

describe("ven check", () => {
  it("prints and checks a report without a VTN", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["check"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain('"load_component": "load_0"');
    expect(run.stdout).toContain("ok    the schema of the flat dialect accepts it: 6 reports");
    expect(run.stdout).not.toContain("FAIL");
  });

  it("sends it to one's own VTN with --vtn, and only then", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.ven(["check"], { environment: { VEN_VTN_URL: vtn.vtnUrl } });
    expect(vtn.vtn.reportCount).toBe(0);
    const run = await folder.ven(["check", "--vtn", vtn.vtnUrl, "--json"]);
    expect(run.exitCode).toBe(0);
    expect(vtn.vtn.reportCount).toBe(6);
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: true,
      report: { report_type: "usage", reading_type: "power" },
      results: expect.arrayContaining([
        { name: "the VTN accepts the report of load_5", ok: true, detail: "201" },
      ]),
    });
  });

  it("shows what a VTN says when it refuses", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ maxBodyBytes: 300 });
    const run = await folder.ven(["check", "--vtn", vtn.vtnUrl]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(
      "FAIL  the VTN accepts the report of load_0: 413 the body is over 300 bytes",
    );
  });
});
