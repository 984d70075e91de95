import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { REMEDIES } from "../../src/doctor/remedies.ts";
import { folderOf } from "../support/one-site.ts";
import { VenFolder } from "../support/test-terminal.ts";

const line = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - /;

describe("ven demo", () => {
  it("reports 720 readings a tick and says so in the promised lines", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--ticks", "2", "--every", "1s"]);
    expect(run.exitCode).toBe(0);
    const lines = run.stdout.trimEnd().split("\n");
    for (const text of lines) expect(text).toMatch(line);
    const texts = lines.map((text) => text.replace(line, ""));
    const tick = [
      "Generating telemetry reports from simulated meter data...",
      "Collecting meter data for VEN: Herning",
      "Processing 120 resources for VEN Herning",
      "Sent 720/720 reports for VEN Herning",
      "Report generation complete: 720 reports sent for 120 resources across 1 VENs",
    ];
    expect(texts.slice(-10)).toEqual([...tick, ...tick]);
  });

  it("prints one JSON object a tick with --json, and its lines to stderr", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--ticks", "1", "--json"]);
    expect(run.exitCode).toBe(0);
    const ticks = run.stdout
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(ticks).toMatchObject([
      {
        schema: "ven.tick/1",
        tick: 1,
        ok: true,
        sentCount: 720,
        failedCount: 0,
        vens: [{ venId: "Herning", resourceCount: 120, sentCount: 720 }],
      },
    ]);
    expect(run.stderr).toContain("Sent 720/720 reports for VEN Herning");
  });

  it("tells each reading at debug", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven([
      "demo",
      "--ticks",
      "1",
      "--loads",
      "load_0",
      "--log-level",
      "debug",
    ]);
    const readings = run.stdout.match(
      /Successfully reported meter data for Murphy's Pub \(load_0\): \d+\.\d\dW/g,
    );
    expect(readings).toHaveLength(1);
    expect(run.stdout.match(/Successfully reported meter data for /g)).toHaveLength(120);
  });

  it("logs pino JSON to stderr with --log-format json", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--ticks", "1", "--log-format", "json"]);
    expect(run).toMatchObject({ exitCode: 0, stdout: "" });
    const records = run.stderr
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(records).toContainEqual(
      expect.objectContaining({ level: 30, msg: "reports sent", venId: "Herning", sentCount: 720 }),
    );
  });

  it("says what is wrong with a replay file before it starts anything", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--ticks", "1", "--replay", "none.csv"]);
    expect(run).toMatchObject({ exitCode: 65, stdout: "" });
    expect(run.stderr).toMatch(/^ven: the replay file none.csv does not exist[^\n]*\n$/);
  });

  it("draws progress and a summary in a terminal", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--ticks", "1"], { isTTY: true });
    expect(run.stderr).toMatch(/█.*\/720 readings/);
    expect(run.stdout).toMatch(/Herning[^\n]*120[^\n]*720[^\n]*720[^\n]*0/);
    expect(run.stdout).toMatch(/^1 tick, \d+ ms each on average$/m);
  });

  it("stops in an orderly way on Ctrl-C, and at once on the second", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--every", "1s"], {
      onStdout: (text) => {
        if (!text.includes("Report generation complete")) return;
        folder.interrupt();
        folder.interrupt();
      },
    });
    expect(run).toMatchObject({ exitCode: 0, exitedWith: 130 });
    expect(run.stderr).toContain("Ctrl-C again stops at once");
  });

  it("stops on Ctrl-C while it registers, before any tick", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["demo", "--protocol", "3.1.0"], {
      onStdout: (text) => {
        if (folder.isInterruptible && text.includes("VEN Herning registered")) folder.interrupt();
      },
    });
    expect(run).toMatchObject({ exitCode: 0, exitedWith: undefined });
    expect(run.stderr).toBe("\nStopping; Ctrl-C again stops at once.\n");
    expect(run.stdout).not.toContain("Report generation");
  });
});

describe("ven run and ven report", () => {
  it("say what they wait for when the VTN accepts connections and never answers, and stop on Ctrl-C", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const sockets: Socket[] = [];
    server.on("connection", (socket) => sockets.push(socket));
    try {
      await using folder = await folderOf("V");
      const run = await folder.ven(["run", "--vtn", `http://127.0.0.1:${port}/openadr3`], {
        onStdout: (text) => {
          if (text.includes("Registering 1 VEN: the VTN has not taken any yet")) folder.interrupt();
        },
      });
      expect(run.exitCode).toBe(0);
      expect(run.stderr).toBe("\nStopping; Ctrl-C again stops at once.\n");
      expect(run.stdout.trimEnd().split("\n")).toHaveLength(1);
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });

  it("report the fleet of the database to one's own VTN", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ bearerToken: "secret-canary" });
    const environment = { VEN_BEARER_TOKEN: "secret-canary", VEN_VTN_URL: vtn.vtnUrl };
    expect(await folder.ven(["fleet", "seed"])).toMatchObject({ exitCode: 0 });
    const once = await folder.ven(["report", "--once", "--log-level", "debug"], { environment });
    expect(once).toMatchObject({ exitCode: 0, stderr: "" });
    expect(vtn.vtn.reportCount).toBe(720);
    const run = await folder.ven(["run", "--ticks", "2", "--every", "1s", "--program", "p-1"], {
      environment,
    });
    expect(run.exitCode).toBe(0);
    expect(vtn.vtn.reportCount).toBe(3 * 720);
    expect(vtn.vtn.flat.reports.at(-1)?.program_id).toBe("p-1");
    expect(once.stdout + run.stdout).not.toContain("secret-canary");
  });

  it("end with 1 when the VTN refuses readings", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ maxBodyBytes: 380 });
    await folder.write(
      "fleet.json",
      JSON.stringify({
        name: "two",
        vens: [
          {
            venId: "V",
            resources: [
              {
                resourceId: "a",
                name: "A",
                resourceType: "shop",
                meterPointId: "571313174000000011",
                loads: [{ loadId: "load_0", kind: "lighting", ratedPowerW: 100 }],
              },
              {
                resourceId: "b",
                name: "B with a name that makes its report longer than this VTN takes",
                resourceType: "shop",
                meterPointId: "571313174000000028",
                loads: [{ loadId: "load_0", kind: "lighting", ratedPowerW: 100 }],
              },
            ],
          },
        ],
      }),
    );
    await folder.ven(["fleet", "seed", "fleet.json"]);
    const run = await folder.ven(["report", "--vtn", vtn.vtnUrl]);
    expect(run.stdout).toContain("Sent 1/2 reports for VEN V");
    expect(run.stderr).toContain("413");
    expect(run.exitCode).toBe(1);
  });

  it.each([
    ["an unknown VEN", ["--ven", "Hernig"], 65, 'no VEN "Hernig"; did you mean "Herning"?'],
    ["a missing database", ["--database", "none.sqlite"], 65, "none.sqlite"],
    ["plain http to another machine", ["--vtn", "http://vtn.example.com"], 65, "in the clear"],
    ["a wrong interval", ["--every", "often"], 65, "--every"],
    ["a wrong number", ["--concurrency", "many"], 65, "--concurrency"],
    ["a missing replay file", ["--replay", "none.csv"], 65, "none.csv does not exist"],
  ])("say in one line what is wrong with %s", async (_, flags, exitCode, text) => {
    await using folder = await VenFolder.open();
    await folder.ven(["fleet", "seed"]);
    const run = await folder.ven(["run", "--ticks", "1", ...flags]);
    expect(run.exitCode).toBe(exitCode);
    const message = run.stderr.trimEnd();
    expect(message).toContain(text);
    expect(message).toMatch(/^ven: /);
    expect(message.split("\n")).toHaveLength(1);
    expect(message).not.toContain("    at ");
    expect(run.stdout).toBe("");
  });

  it("say in one line that the token is not accepted, without showing it", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ bearerToken: "right" });
    await folder.ven(["fleet", "seed"]);
    await folder.write("token.txt", "wrong-canary\n");
    const args = ["report", "--vtn", vtn.vtnUrl, "--bearer-token-file", "token.txt"];
    const run = await folder.ven(args);
    expect(run).toMatchObject({ exitCode: 77, stdout: "" });
    expect(run.stderr).toMatch(/^ven: POST .*\/vens was refused with 401.*bearer token[^\n]*\n$/);
    expect(run.stderr).toContain(REMEDIES.token);
    const verbose = await folder.ven([...args, "--verbose", "--json"]);
    expect(verbose.stderr).toContain('"code":"VTN_UNAUTHORIZED"');
    expect(verbose.stderr).toContain("    at ");
    expect(run.stderr + verbose.stderr).not.toContain("wrong-canary");
  });

  it("say in one line to check the path, when the VTN is not at this address", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.ven(["fleet", "seed"]);
    const run = await folder.ven(["report", "--vtn", vtn.url]);
    expect(run).toMatchObject({ exitCode: 76, stdout: "" });
    expect(run.stderr).toContain(REMEDIES.notFound);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("say in one line what to do about an empty fleet, and warn of one that has nothing to report", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.write("empty.json", JSON.stringify({ name: "empty", vens: [] }));
    await folder.ven(["fleet", "seed", "empty.json"]);
    const empty = await folder.ven(["report", "--vtn", vtn.vtnUrl]);
    expect(empty).toMatchObject({ exitCode: 65, stdout: "" });
    expect(empty.stderr).toBe(
      "ven: the database ven.sqlite holds no VEN: run `ven fleet seed` first\n",
    );
    await folder.write(
      "idle.json",
      JSON.stringify({ name: "idle", vens: [{ venId: "V", resources: [] }] }),
    );
    await folder.ven(["fleet", "seed", "idle.json"]);
    const idle = await folder.ven(["report", "--vtn", vtn.vtnUrl]);
    expect(idle.stderr).toContain("no approved resource");
    expect(idle.stdout).toContain("Sent 0/0 readings for VEN V");
  });

  it("refuse a database that is none, and leave it as it was", async () => {
    await using folder = await VenFolder.open();
    await folder.write("ven.sqlite", "this is no database, but somebody's notes ".repeat(50));
    for (const args of [
      ["run", "--ticks", "1"],
      ["fleet", "seed"],
      ["fleet", "list"],
    ]) {
      const run = await folder.ven(args);
      expect(run.exitCode).toBe(65);
      expect(run.stderr).toContain("ven.sqlite");
    }
  });
});
