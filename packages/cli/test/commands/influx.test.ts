import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { influxMissing, startInflux } from "../../../influx/test/support/influx-server.ts";
import { folderOf, jsonLines, NOWHERE } from "../support/one-site.ts";

const COUNT = 'SELECT count("power_w") FROM "ven_reading"';

describe.skipIf(influxMissing !== undefined)("--influx", { concurrent: true }, () => {
  it("keeps every reading and marks those that the VTN has", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    await using influx = await startInflux();
    const flags = ["--vtn", vtn.vtnUrl, "--influx", influx.url];
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      times: 1,
      fault: { kind: "status", status: 422 },
    });
    const run = await folder.ven(["run", "--ticks", "2", "--every", "100ms", ...flags]);
    expect(run.exitCode).toBe(1);
    expect(vtn.vtn.reportCount).toBe(3);
    expect(await influx.query(COUNT, "ven")).toMatchObject([{ count: 4 }]);
    const status = jsonLines((await folder.ven(["status", "--json"])).stdout)[0];
    expect(status.sinks).toMatchObject([
      { sink: "vtn", deliveredCount: 3, deadCount: 1 },
      { sink: "influx", deliveredCount: 4, waitingCount: 0 },
      { sink: "influx.delivered" },
    ]);
    const marked = await influx.query(`${COUNT} WHERE "delivered" = true`, "ven");
    expect(marked).toMatchObject([{ count: 3 }]);
  });

  it("that is away stops no report, and gets everything later", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    await using influx = await startInflux();
    await influx.stop();
    const flags = ["--vtn", vtn.vtnUrl, "--influx", influx.url, "--influx-database", "meters"];
    const away = await folder.ven(["report", ...flags]);
    expect(away.exitCode).toBe(0);
    expect(vtn.vtn.reportCount).toBe(2);
    expect(away.stderr).toContain("Readings could not be written to influx");
    await influx.start();
    await folder.ven(["run", "--ticks", "3", "--every", "500ms", ...flags]);
    // On a busy machine the end of a run may not wait long enough; the next goes on.
    for (let run = 0; run < 5; run += 1) {
      const [counted] = await influx.query(COUNT, "meters");
      if (counted?.["count"] === vtn.vtn.reportCount) break;
      await folder.ven(["report", ...flags]);
    }
    expect(vtn.vtn.reportCount).toBeGreaterThanOrEqual(8);
    expect(await influx.query(COUNT, "meters")).toMatchObject([{ count: vtn.vtn.reportCount }]);
  });

  it("is looked at by ven doctor: whether it answers, and lets us in", async () => {
    await using folder = await folderOf("A");
    await using influx = await startInflux({ auth: true });
    const look = async (password: string) => {
      const flags = ["--vtn", NOWHERE, "--influx", influx.url, "--influx-user", "admin"];
      const environment = { VEN_INFLUX_TOKEN: password };
      const [result] = jsonLines(
        (await folder.ven(["doctor", "--json", ...flags], { environment })).stdout,
      );
      return result.findings.find(({ name }: { name: string }) => name === "InfluxDB");
    };
    expect(await look("secret-1")).toMatchObject({
      ok: true,
      detail: "answers; its database is made with the first reading",
    });
    await influx.query("CREATE DATABASE ven");
    expect(await look("secret-1")).toMatchObject({
      ok: true,
      detail: "answers, and can be read",
    });
    const refused = await look("wrong");
    expect(refused.ok).toBe(false);
    expect(refused.detail).toContain("check the token, or the user name and password");
    expect(refused.detail).not.toContain("wrong");
    await influx.stop();
    expect(await look("secret-1")).toMatchObject({ ok: false });
  });

  it("is where ven backfill finds what the VTN lacks", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    await using influx = await startInflux();
    const flags = ["--influx", influx.url];
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      times: 2,
      fault: { kind: "status", status: 422 },
    });
    const from = new Date().toISOString();
    await folder.ven(["run", "--ticks", "2", "--every", "100ms", "--vtn", vtn.vtnUrl, ...flags]);
    expect(vtn.vtn.reportCount).toBe(6);
    const to = new Date().toISOString();
    const args = ["backfill", "--from", from, "--to", to, "--source", "influx", ...flags, "--json"];
    const run = await folder.ven([...args, "--vtn", vtn.vtnUrl]);
    expect(jsonLines(run.stdout)).toMatchObject([
      { state: "complete", source: "influx", readingCount: 2, deadCount: 0 },
    ]);
    expect(run.exitCode).toBe(0);
    expect(vtn.vtn.reportCount).toBe(8);
    expect(new Set(vtn.vtn.flat.reports.map((report) => JSON.stringify(report))).size).toBe(8);
    const left = await folder.ven([...args, "--vtn", vtn.vtnUrl, "--dry-run"]);
    expect(jsonLines(left.stdout)).toMatchObject([{ state: "counted", readingCount: 0 }]);
  });
});

if (influxMissing !== undefined) console.log(`not run: ${influxMissing}`);

describe("the settings of --influx", () => {
  it.each([
    [["--influx-version", "2"], "add --influx-org"],
    [["--influx-version", "4"], "--influx-version"],
    [["--influx-token-file", "token.txt"], "InfluxDB 1 knows no tokens"],
    [["--influx-token-file", "none.txt"], "none.txt cannot be read"],
  ])("are checked before anything is sent: %o", async (flags, text) => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    await folder.write("token.txt", "canary-token\n");
    const run = await folder.ven([
      "report",
      ...["--vtn", vtn.vtnUrl, "--influx", "http://127.0.0.1:9"],
      ...flags,
    ]);
    expect(run).toMatchObject({ exitCode: 65, stdout: "" });
    expect(run.stderr).toContain(text);
    expect(run.stderr).not.toContain("canary");
    expect(vtn.vtn.requests).toEqual([]);
  });

  it("name the flag of an address that cannot be used", async () => {
    await using folder = await folderOf("A");
    const run = await folder.ven(["report", "--influx", "http://influx.example.com:8086"]);
    expect(run).toMatchObject({ exitCode: 65, stdout: "" });
    expect(run.stderr).toContain("--allow-plain-http allows it");
  });
});
