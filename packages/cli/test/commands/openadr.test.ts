import { startMockVtn } from "@ven/mock-vtn";
import { createVtnClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { folderOf } from "../support/one-site.ts";
import { VenFolder } from "../support/test-terminal.ts";

const versions = ["3.0.1", "3.1.0"] as const;

const credentials = {
  vens: { Herning: { clientId: "herning", clientSecret: "canary-ven" } },
  businessLogic: { clientId: "operator", clientSecret: "canary-bl" },
};
const clients = [
  { ...credentials.vens.Herning, role: "VEN" },
  { ...credentials.businessLogic, role: "BL" },
] as const;

describe.each(versions)("ven --protocol %s", (protocol) => {
  it("reports the Herning fleet as one report per VEN and tick", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.ven(["fleet", "seed"]);
    const args = ["--protocol", protocol, "--vtn", vtn.vtnUrls[protocol]];
    const run = await folder.ven(["run", "--ticks", "2", "--every", "1s", ...args]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout.match(/Sent 720\/720 readings in 1 report for VEN Herning/g)).toHaveLength(2);
    expect(run.stdout).toContain(
      "Report generation complete: 720 readings sent in 1 report for 120 resources across 1 VENs",
    );
    const { reports, events, resources } = vtn.vtn[protocol];
    expect(reports.map((report) => report.resources.length)).toEqual([720, 720]);
    expect([events.length, resources.length]).toEqual([1, 720]);
    const again = await folder.ven(["report", ...args, "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({
      ok: true,
      readingCount: 720,
      reportCount: 1,
      sentCount: 720,
      vens: [{ venId: "Herning", readingCount: 720, reportCount: 1 }],
    });
    expect(vtn.vtn[protocol].events).toHaveLength(1);
  });

  it("runs the demo against a VTN of its own", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--protocol", protocol, "--ticks", "1"], { isTTY: true });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain("Sent 720/720 readings in 1 report for VEN Herning");
    expect(run.stderr).toMatch(/█ 720\/720 readings/);
  });

  it("logs in with a client per VEN and one of business logic, and shows no secret", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ clients, personality: { oneVenPerClient: true } });
    await folder.ven(["fleet", "seed"]);
    await folder.write("clients.json", JSON.stringify(credentials));
    const args = ["--protocol", protocol, "--vtn", vtn.vtnUrls[protocol]];
    const withFile = [...args, "--credentials-file", "clients.json", "--log-level", "debug"];
    const run = await folder.ven(["report", ...withFile]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    const doctor = await folder.ven(["doctor", ...withFile]);
    expect(doctor.stdout).toContain("ok    Token: accepted");
    expect(doctor.stdout).toContain("ok    VEN Herning: registered as");
    const check = await folder.ven(["check", ...withFile]);
    expect(check.stdout).toContain("ok    the VTN accepts the report of 6 readings");
    expect(check.exitCode).toBe(0);
    const printed = [run, doctor, check].map(({ stdout, stderr }) => stdout + stderr).join();
    expect(printed).not.toContain("canary");
  });

  it("says in one line what is missing when no client may create the event", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ clients });
    await folder.ven(["fleet", "seed"]);
    const run = await folder.ven(
      ["report", "--protocol", protocol, "--vtn", vtn.vtnUrls[protocol], "--client-id", "herning"],
      { environment: { VEN_CLIENT_SECRET: "canary-ven" } },
    );
    expect(run.exitCode).toBe(65);
    expect(run.stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^ven: .*no event "ven-telemetry".*--credentials-file/,
    );
    expect(run.stderr).not.toContain("canary");
  });

  it("says in one line that the client is not known", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ clients });
    await folder.ven(["fleet", "seed"]);
    const args = ["--protocol", protocol, "--vtn", vtn.vtnUrls[protocol], "--client-id", "herning"];
    const wrong = { environment: { VEN_CLIENT_SECRET: "canary-wrong" } };
    const run = await folder.ven(["report", ...args], wrong);
    expect(run).toMatchObject({ exitCode: 77, stdout: "" });
    expect(run.stderr).toMatch(/^ven: .*invalid_client[^\n]*\n$/);
    const doctor = await folder.ven(["doctor", ...args], wrong);
    expect(doctor.stdout).toMatch(/FAIL {2}Token: .*invalid_client/);
    expect(doctor.stdout).toContain("--token-url");
    expect(run.stderr + doctor.stdout).not.toContain("canary");
  });

  it("prints and checks a report without a VTN", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["check", "--protocol", protocol]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain(`ok    the schema of OpenADR ${protocol} accepts it: 6 resources`);
    expect(run.stdout).toContain(`"resourceName": "Murphy's Pub/load_0"`);
    expect(run.stdout).not.toContain("FAIL");
  });
});

describe("ven vtn", () => {
  it("accepts the clients of a credentials file, and begins with sample events", async () => {
    await using folder = await VenFolder.open();
    await folder.write("clients.json", JSON.stringify(credentials));
    let vtnUrls: Record<(typeof versions)[number], string> | undefined;
    const args = ["vtn", "--port", "0", "--seed", "--credentials-file", "clients.json", "--json"];
    const running = folder.ven(args, {
      onStdout: (text) => {
        vtnUrls = JSON.parse(text).vtnUrls;
      },
    });
    while (vtnUrls === undefined || !folder.isInterruptible) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const protocol of versions) {
      await using client = createVtnClient({
        protocol,
        vtnUrl: vtnUrls[protocol],
        auth: { kind: "clientCredentials", ...credentials.businessLogic },
      });
      const names: (string | null | undefined)[] = [];
      for await (const { eventName } of client.events.search()) names.push(eventName);
      expect(names.length).toBeGreaterThan(0);
    }
    folder.interrupt();
    expect(await running).toMatchObject({ exitCode: 0 });
  });
});

it("ven quotes the same event for as long as --event-period says, and its doctor finds that", async () => {
  await using folder = await folderOf("V");
  await using vtn = await startMockVtn();
  const args = ["--protocol", "3.1.0", "--vtn", vtn.vtnUrls["3.1.0"], "--event-period", "1d"];
  expect((await folder.ven(["report", ...args])).exitCode).toBe(0);
  const [event] = vtn.vtn["3.1.0"].events;
  expect(event?.eventName).toMatch(/^ven-telemetry \d{4}-\d\d-\d\dT00:00Z$/);
  const { stdout } = await folder.ven(["doctor", ...args]);
  expect(stdout).toContain(`quoted as ${event?.id}`);
  const wrong = await folder.ven(["report", ...args, "--event-period", "90s"]);
  expect(wrong).toMatchObject({ exitCode: 65 });
  expect(wrong.stderr).toContain("--event-period");
  expect(wrong.stderr).toContain("give whole minutes");
});
