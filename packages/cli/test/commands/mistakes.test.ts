import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { REMEDIES } from "../../src/doctor/remedies.ts";
import { folderOf } from "../support/one-site.ts";
import { VenFolder } from "../support/test-terminal.ts";

const herning = { clientId: "herning", clientSecret: "canary-1" };
const twoVens = JSON.stringify({
  name: "two",
  vens: ["A", "B"].map((venId, index) => ({
    venId,
    resources: [
      {
        resourceId: venId,
        name: `Site ${venId}`,
        resourceType: "shop",
        meterPointId: ["571313174000000011", "571313174000000028"][index],
        loads: [{ loadId: "load_0", kind: "lighting", ratedPowerW: 100 }],
      },
    ],
  })),
});

describe("a mistake on the command line", () => {
  it.each([
    ["no such command", ["bogus"], "unknown command 'bogus'"],
    ["a mistyped flag", ["run", "--tiks", "1"], "unknown option '--tiks' (Did you mean --ticks?)"],
    ["a flag without its value", ["run", "--vtn"], "argument missing"],
  ])("is one line, or one object with --json: %s", async (_, args, text) => {
    await using folder = await VenFolder.open();
    const plain = await folder.ven(args);
    expect(plain).toMatchObject({ exitCode: 2, stdout: "" });
    expect(plain.stderr).toMatch(/^ven: [^\n]*\n$/);
    expect(plain.stderr).toContain(text);
    const json = await folder.ven([...args, "--json"]);
    if (args.includes("--vtn")) return;
    expect(JSON.parse(json.stderr)).toMatchObject({ schema: "ven.error/1", code: "USAGE" });
  });

  it.each([
    ["localhost:99", "http://localhost:99"],
    ["vtn.example.com:443/openadr3", "https://vtn.example.com:443/openadr3"],
  ])("is an address without a scheme, and says how to write it: %s", async (typed, written) => {
    await using folder = await folderOf("V");
    const run = await folder.ven(["report", "--vtn", typed]);
    expect(run.exitCode).toBe(65);
    expect(run.stderr).toContain(`the address ${typed} has no scheme: write ${written}\n`);
  });

  it.each([
    ["flat", "3.1.0", "--protocol 3.1.0"],
    ["3.0.1", "3.1.0", "--protocol 3.1.0"],
    ["3.1.0", "3.0.1", "--protocol 3.0.1"],
  ] as const)(
    "with --protocol %s at the address of %s says so and sends nothing",
    async (protocol, at, text) => {
      await using folder = await VenFolder.open();
      await using vtn = await startMockVtn();
      await folder.ven(["fleet", "seed"]);
      for (const command of ["report", "doctor", "check"]) {
        const run = await folder.ven([command, "--protocol", protocol, "--vtn", vtn.vtnUrls[at]]);
        expect(run.exitCode).toBe(65);
        expect(run.stderr).toContain(text);
      }
      expect(vtn.vtn.requests).toEqual([]);
    },
  );

  it.each(["3.0.1", "3.1.0"])(
    "with --protocol %s at a flat address gives the remedy",
    async (protocol) => {
      await using folder = await VenFolder.open();
      await using vtn = await startMockVtn();
      await folder.ven(["fleet", "seed"]);
      const args = ["--protocol", protocol, "--vtn", vtn.vtnUrl];
      const run = await folder.ven(["report", ...args]);
      expect(run.exitCode).toBe(76);
      expect(run.stderr).toMatch(/^ven: [^\n]*\n$/);
      expect(run.stderr).toContain(REMEDIES.protocol);
    },
  );

  it.each([
    ["--loads", ["run", "--ticks", "1", "--loads", "load_9"], 'no resource has a load "load_9"'],
    ["--ven", ["fleet", "list", "--ven", "Nobody"], 'no VEN "Nobody"'],
    [
      "--max-outbox-bytes",
      ["run", "--max-outbox-bytes", "300kB"],
      '--max-outbox-bytes: size "300kB" is not valid: give 1MiB or more',
    ],
    [
      "--influx-user",
      ["run", "--influx-user", "a"],
      "--influx-user is of an InfluxDB, and none is",
    ],
    [
      "--influx-database",
      ["report", "--influx-database", "a"],
      "add --influx <url>, or leave it out",
    ],
    ["--concurrency", ["run", "--concurrency", "abc"], "give a number"],
    [
      "--concurrency",
      ["run", "--concurrency", "1001"],
      "--concurrency: give a whole number from 1 to 1,000",
    ],
    ["--speed", ["run", "--speed", "0"], "--speed: give a number above 0, up to 1,000,000"],
    ["--deadband", ["run", "--deadband", "-1"], "give a number from 0 to 1,000,000,000"],
    [
      "--on-full",
      ["run", "--on-full", "panic"],
      "--on-full: give drop-oldest, drop-newest, downsample or block (it is for",
    ],
    ["--vtn", ["run", "--vtn", ""], "--vtn: give a text that is not empty"],
    ["--influx-version", ["run", "--influx-version", "4"], "give 1, 2 or 3"],
    ...[
      "--event-period=15m",
      "--event=e",
      "--ticks-per-report=2",
      "--max-readings-per-report=9",
    ].map((flag): [string, string[], string] => [
      flag,
      ["run", flag],
      `${flag.split("=")[0]} is of 3.0.1 and 3.1.0, and the flat dialect is spoken: add --protocol 3.1.0`,
    ]),
    [
      "--event-period beside --event",
      ["run", "--protocol", "3.1.0", "--event", "e", "--event-period", "15m"],
      "--event names the one to quote: leave one of them out",
    ],
    ["--vtn", ["run", "--vtn", "http://vtn.example.com"], "--allow-plain-http allows it"],
    ["--database", ["run", "--database", "none.sqlite"], REMEDIES.database],
  ])("about %s is told with its remedy", async (_, args, text) => {
    await using folder = await VenFolder.open();
    await folder.ven(["fleet", "seed"]);
    const run = await folder.ven(args);
    expect(run.exitCode).toBe(65);
    expect(run.stderr).toMatch(/^ven: [^\n]*\n$/);
    expect(run.stderr).toContain(text);
  });

  it("with a file of secrets in the wrong place shows none of it", async () => {
    await using folder = await VenFolder.open();
    await folder.write("secret.json", "canary-secret");
    for (const args of [
      ["fleet", "seed", "secret.json"],
      ["check", "--config", "secret.json"],
      ["check", "--credentials-file", "secret.json"],
    ]) {
      const run = await folder.ven(args);
      expect(run.exitCode).toBe(65);
      expect(run.stderr).toContain("secret.json is no JSON");
      expect(run.stderr + run.stdout).not.toContain("canary");
    }
  });
});

describe("a login that is not complete", () => {
  it("for one VEN is told before anything is sent", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ clients: [{ ...herning, role: "VEN" }] });
    await folder.write("two.json", twoVens);
    await folder.write("clients.json", JSON.stringify({ vens: { A: herning } }));
    await folder.ven(["fleet", "seed", "two.json"]);
    const args = ["--vtn", vtn.vtnUrl, "--credentials-file", "clients.json"];
    const run = await folder.ven(["report", ...args]);
    expect(run).toMatchObject({ exitCode: 65, stdout: "" });
    expect(run.stderr).toContain('clients.json has no client for VEN "B"');
    expect(vtn.vtn.requests).toEqual([]);
    const doctor = await folder.ven(["doctor", ...args]);
    expect(doctor.stdout).toContain('no client for VEN "B"');
    expect(doctor.exitCode).toBe(1);
  });

  it("is told of ven vtn too, which would let in everybody", async () => {
    await using folder = await VenFolder.open();
    await folder.write("clients.json", "{}");
    const run = await folder.ven(["vtn", "--port", "0", "--credentials-file", "clients.json"]);
    expect(run.exitCode).toBe(65);
    expect(run.stderr).toContain("clients.json holds no client");
  });

  it("of business logic is found by ven doctor", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({
      clients: [
        { ...herning, role: "VEN" },
        { clientId: "bl", clientSecret: "right", role: "BL" },
      ],
    });
    await folder.ven(["fleet", "seed"]);
    const businessLogic = { clientId: "bl", clientSecret: "canary-wrong" };
    await folder.write(
      "clients.json",
      JSON.stringify({ vens: { Herning: herning }, businessLogic }),
    );
    const args = ["--protocol", "3.1.0", "--vtn", vtn.vtnUrls["3.1.0"]];
    const doctor = await folder.ven(["doctor", ...args, "--credentials-file", "clients.json"]);
    expect(doctor.exitCode).toBe(1);
    expect(doctor.stdout).toMatch(/FAIL {2}Token: .*invalid_client/);
    expect(doctor.stdout + doctor.stderr).not.toContain("canary");
  });
});

describe("ven check", () => {
  it("logs in as the VEN that --ven names, and says when nothing is sent", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ clients: [{ ...herning, role: "VEN" }] });
    await folder.write("clients.json", JSON.stringify({ vens: { A: herning } }));
    const args = ["check", "--ven", "A", "--credentials-file", "clients.json"];
    const run = await folder.ven([...args, "--vtn", vtn.vtnUrl]);
    expect(run.exitCode).toBe(0);
    expect(vtn.vtn.flat.vens.map(({ ven_name }) => ven_name)).toEqual(["A"]);
    const dry = await folder.ven(["check"], { environment: { VEN_VTN_URL: vtn.vtnUrl } });
    expect(dry.stdout).toContain("Nothing was sent: --vtn <url> does that.");
  });
});

describe("a VEN that cannot be registered", () => {
  it("makes ven report end with 1, and its readings wait until it can", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.write("two.json", twoVens);
    await folder.ven(["fleet", "seed", "two.json"]);
    vtn.vtn.faults.add({
      method: "POST",
      path: "/vens",
      fromNth: 2,
      fault: { kind: "status", status: 503 },
    });
    const once = await folder.ven(["report", "--vtn", vtn.vtnUrl, "--json"]);
    expect(once.exitCode).toBe(1);
    expect(JSON.parse(once.stdout)).toMatchObject({ ok: false, sentCount: 1, waitingCount: 1 });
    expect(once.stderr).toContain("is tried again later");
    vtn.vtn.faults.clear();
    const run = await folder.ven(["run", "--vtn", vtn.vtnUrl, "--ticks", "1"]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain("Sent 1/1 reports for VEN A");
    expect(run.stdout).toContain("Sent 1/1 reports for VEN B");
    expect(vtn.vtn.reportCount).toBe(4);
  });
});
