import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { refuse } from "../support/dead-letters.ts";
import { folderOf, jsonLines, NOWHERE } from "../support/one-site.ts";

const hour = ["--from", "2025-01-06T00:00Z", "--to", "2025-01-06T01:00Z", "--every", "15m"];

describe.concurrent("ven backfill", () => {
  it("reports each reading of a past period once, and knows that it has", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    const args = ["backfill", ...hour, "--vtn", vtn.vtnUrl];
    const run = await folder.ven(args);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toMatch(/Backfill of 2025-.* is complete: 16 readings reported in \d+ s\n$/);
    const seen = vtn.vtn.flat.reports.map(
      ({ resources, load_component, start }) =>
        `${resources?.[0]?.resource_name}/${load_component} ${start}`,
    );
    expect(new Set(seen).size).toBe(16);
    expect(seen).toContain("Site A/load_0 2025-01-06T00:00:00");
    expect(seen).toContain("Site B/load_1 2025-01-06T00:45:00");
    const again = await folder.ven(args);
    expect(again).toMatchObject({ exitCode: 0, stderr: "" });
    expect(again.stdout).toContain("is complete already");
    expect(vtn.vtn.reportCount).toBe(16);
    const restarted = await folder.ven([...args, "--restart", "--json"]);
    expect(jsonLines(restarted.stdout)).toMatchObject([
      { schema: "ven.backfill/1", state: "complete", source: "simulator", readingCount: 16 },
    ]);
    expect(vtn.vtn.reportCount).toBe(32);
  });

  it("floods the VTN no more than --max-backlog-per-second lets it", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    const arrivedMs: number[] = [];
    vtn.vtn.flat.onReport(() => void arrivedMs.push(performance.now()));
    const pace = ["--max-backlog-per-second", "20"];
    const run = await folder.ven(["backfill", ...hour, "--vtn", vtn.vtnUrl, ...pace]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(arrivedMs).toHaveLength(16);
    // 15 gaps of 50 ms, of which the first and the last may arrive late and early.
    expect((arrivedMs.at(-1) ?? 0) - (arrivedMs[0] ?? 0)).toBeGreaterThan(500);
  });

  it.each(["3.0.1", "3.1.0"] as const)(
    "puts many ticks into one report of %s",
    async (protocol) => {
      await using folder = await folderOf("A");
      await using vtn = await startMockVtn();
      const vtnUrl = vtn.vtnUrls[protocol];
      const run = await folder.ven([
        "backfill",
        ...hour,
        ...["--protocol", protocol, "--vtn", vtnUrl, "--max-readings-per-report", "6", "--json"],
      ]);
      expect(run.exitCode).toBe(0);
      expect(jsonLines(run.stdout)).toMatchObject([{ readingCount: 8, waitingCount: 0 }]);
      expect(vtn.vtn.reportCount).toBe(2);
    },
  );

  it("reports what ven run would have reported", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    await folder.ven(["report", "--vtn", vtn.vtnUrl]);
    const [live] = vtn.vtn.flat.reports;
    await new Promise((resolve) => setTimeout(resolve, 5));
    // Whole seconds: a report of the flat dialect tells no more.
    const second = `${live?.start}Z`;
    const to = new Date(Date.parse(second) + 1_000).toISOString();
    while (Date.now() < Date.parse(to)) await new Promise((resolve) => setTimeout(resolve, 20));
    await folder.ven([
      "backfill",
      "--from",
      second,
      "--to",
      to,
      "--every",
      "1s",
      "--vtn",
      vtn.vtnUrl,
    ]);
    const [, , past] = vtn.vtn.flat.reports;
    expect(past?.start).toBe(live?.start);
    expect(past?.intervals?.[0]?.payloads).toEqual(live?.intervals?.[0]?.payloads);
  });

  it("reports what was recorded then, with the loads that are wanted", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    const rows = Array.from({ length: 6 }, (_, index) => `2025-01-06T00:${index}0:00Z,${index},9`);
    await folder.write("site.csv", `time,Site A/load_0,Site A/load_1\n${rows.join("\n")}\n`);
    const run = await folder.ven([
      "backfill",
      ...["--from", "2025-01-06T00:00Z", "--to", "2025-01-06T00:30Z", "--loads", "load_0"],
      ...["--replay", "site.csv", "--replay-unit", "kW", "--replay-timestamp-column", "time"],
      ...["--vtn", vtn.vtnUrl],
    ]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    const seen = vtn.vtn.flat.reports.map(
      ({ start, load_component, intervals }) =>
        `${start} ${load_component} ${intervals?.[0]?.payloads[0]?.values[0]}`,
    );
    expect(seen.sort()).toEqual([
      "2025-01-06T00:00:00 load_0 0",
      "2025-01-06T00:10:00 load_0 1",
      "2025-01-06T00:20:00 load_0 2",
    ]);
  });

  it("counts with --dry-run, without a VTN and without an outbox", async () => {
    await using folder = await folderOf("A", "B");
    const args = ["backfill", ...hour, "--vtn", NOWHERE, "--dry-run"];
    const run = await folder.ven(args);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("16 readings would be reported; nothing was sent\n");
    const some = await folder.ven([...args, "--ven", "A", "--loads", "load_1", "--json"]);
    expect(jsonLines(some.stdout)).toMatchObject([{ state: "counted", readingCount: 4 }]);
    const status = await folder.ven(["status", "--outbox", "ven.backfill.outbox.sqlite"]);
    expect(status.exitCode).toBe(65);
  });

  it("goes on where Ctrl-C stopped it, and reports nothing twice", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      fromNth: 6,
      fault: { kind: "status", status: 503 },
    });
    const args = ["backfill", ...hour, "--vtn", vtn.vtnUrl];
    const running = folder.ven(args);
    while (vtn.vtn.reportCount < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    folder.interrupt();
    const stopped = await running;
    expect(stopped.exitCode).toBe(130);
    expect(stopped.stdout).toMatch(/Stopped: \d+ readings of .* so far; the same command goes on/);
    expect(stopped.stdout).toMatch(/\d+ readings wait in ven\.backfill\.outbox\.sqlite/);
    vtn.vtn.faults.clear();
    const rest = await folder.ven(args);
    expect(rest.exitCode).toBe(0);
    expect(vtn.vtn.reportCount).toBe(16);
    expect(new Set(vtn.vtn.flat.reports.map((report) => JSON.stringify(report))).size).toBe(16);
  });

  it("tells of all tries of it when it is stopped again, and which command goes on with what waits", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      fromNth: 6,
      fault: { kind: "status", status: 503 },
    });
    const args = ["backfill", ...hour, "--vtn", vtn.vtnUrl];
    const stop = async (isTime: () => boolean) => {
      const running = folder.ven(args);
      while (!isTime()) await new Promise((resolve) => setTimeout(resolve, 5));
      folder.interrupt();
      return (await running).stdout;
    };
    expect(await stop(() => vtn.vtn.reportCount >= 5)).toMatch(
      /Stopped: 5 readings of .* reported so far; /,
    );
    const status = await folder.ven(["status", "--outbox", "ven.backfill.outbox.sqlite"]);
    expect(status.stdout).toMatch(
      /^Owner {2}none: nothing is sent until `ven backfill` goes on with 2025-01-0/m,
    );
    const { requestCount } = vtn.vtn;
    expect(await stop(() => vtn.vtn.requestCount > requestCount + 5)).toMatch(
      /Stopped: 5 readings of .* reported so far, 0 of them now; /,
    );
    vtn.vtn.faults.clear();
    expect((await folder.ven(args)).stdout).toMatch(
      /is complete: 11 readings reported in \d+ s, 5 before that\n$/,
    );
    const after = await folder.ven(["status", "--outbox", "ven.backfill.outbox.sqlite"]);
    expect(after.stdout).toMatch(/^Owner {2}none: no backfill is unfinished$/m);
  });

  it("is complete when Ctrl-C comes after its last reading", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    const running = folder.ven(["backfill", ...hour, "--vtn", vtn.vtnUrl]);
    while (vtn.vtn.reportCount < 16) await new Promise((resolve) => setTimeout(resolve, 1));
    folder.interrupt();
    const run = await running;
    expect(run.stdout).toContain("is complete: 16 readings reported");
    expect(run.exitCode).toBe(0);
  });

  it("sends with the same command what was refused and is to be sent again", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    refuse(vtn, 1);
    const args = ["backfill", ...hour, "--vtn", vtn.vtnUrl];
    expect((await folder.ven(args)).exitCode).toBe(1);
    await folder.ven(["outbox", "retry", "--all", "--outbox", "ven.backfill.outbox.sqlite"]);
    const again = await folder.ven(args);
    expect(again.stdout).toContain("is complete: 1 reading reported");
    expect(vtn.vtn.reportCount).toBe(8);
  });

  const later = ["--from", "2025-01-07T00:00Z", "--to", "2025-01-07T01:00Z", "--every", "15m"];

  it("remembers every period that it reported, and reports of another only what is missing", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    const run = (period: readonly string[]) =>
      folder.ven(["backfill", ...period, "--vtn", vtn.vtnUrl]);
    expect((await run(hour)).stdout).toContain("8 readings reported");
    expect((await run(later)).stdout).toContain("8 readings reported");
    expect((await run(hour)).stdout).toContain("is complete already");
    expect((await run(later)).stdout).toContain("is complete already");
    const around = ["--from", "2025-01-05T23:30Z", "--to", "2025-01-06T01:30Z", "--every", "15m"];
    const rest = await run(around);
    expect(rest.stdout).toContain("8 readings reported");
    expect(rest.stdout).toContain("A part of this period was reported before, and was left out\n");
    expect((await run(around)).stdout).toContain("is complete already");
    const seen = vtn.vtn.flat.reports.map((report) => JSON.stringify(report));
    expect(seen).toHaveLength(24);
    expect(new Set(seen).size).toBe(24);
  });

  it("refuses what a backfill with other flags has reported, unless --overlap allows it", async () => {
    await using folder = await folderOf("A", "B");
    await using vtn = await startMockVtn();
    const run = (...flags: readonly string[]) =>
      folder.ven(["backfill", ...hour, "--vtn", vtn.vtnUrl, ...flags]);
    expect((await run("--ven", "A")).stdout).toContain("8 readings reported");
    const refused = await run();
    expect(refused).toMatchObject({ exitCode: 65, stdout: "" });
    expect(refused.stderr).toContain("has reported 2025-01-0");
    expect(refused.stderr).toContain(" of A: readings would arrive twice");
    expect(vtn.vtn.reportCount).toBe(8);
    expect((await run("--ven", "B")).stdout).toContain("8 readings reported");
    expect((await run("--overlap")).stdout).toContain("16 readings reported");
    expect(vtn.vtn.reportCount).toBe(32);
  });

  it("refuses another period while readings wait; --restart delivers those first, and claims none of them", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      fault: { kind: "status", status: 503 },
    });
    const first = ["backfill", ...hour, "--vtn", vtn.vtnUrl];
    const running = folder.ven(first);
    while (vtn.vtn.requestCount < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    const waits = ["status", "--outbox", "ven.backfill.outbox.sqlite", "--json"];
    while (!/"waitingCount":8|"readingCount":8/.test((await folder.ven(waits)).stdout)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    folder.interrupt();
    expect((await running).stdout).toContain("8 readings wait");
    vtn.vtn.faults.clear();
    const other = ["backfill", ...later, "--vtn", vtn.vtnUrl];
    const refused = await folder.ven(other);
    expect(refused).toMatchObject({ exitCode: 65, stdout: "" });
    expect(refused.stderr).toContain("another backfill is unfinished");
    const left = await folder.ven([...other, "--restart"]);
    expect(left.stdout).toContain("is complete: 8 readings reported");
    expect((await folder.ven(first)).stdout).toContain("is complete already");
    const seen = vtn.vtn.flat.reports.map((report) => JSON.stringify(report));
    expect(seen).toHaveLength(16);
    expect(new Set(seen).size).toBe(16);
  });

  it("ends with 1 when the VTN refuses readings for good, and says where they are", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      times: 1,
      fault: { kind: "status", status: 422 },
    });
    const run = await folder.ven(["backfill", ...hour, "--vtn", vtn.vtnUrl]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("7 readings reported");
    expect(run.stdout).toContain(
      "1 reading refused: `ven outbox list --outbox ven.backfill.outbox.sqlite` says why\n",
    );
  });

  it("says within seconds that it waits for a VTN that is away, and why", async () => {
    await using folder = await folderOf("A");
    const running = folder.ven(["backfill", ...hour, "--vtn", NOWHERE, "--timeout", "1s"]);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    folder.interrupt();
    const run = await running;
    expect(run.exitCode).toBe(130);
    expect(run.stderr).toMatch(
      /Waiting for the VTN: 0 of 1 VEN registered|wait.* in ven\.backfill/,
    );
  });

  it("names in its help how to see what waits", async () => {
    await using folder = await folderOf("A");
    const help = await folder.ven(["backfill", "--help"]);
    expect(help.stdout).toContain("ven status --outbox ven.backfill.outbox.sqlite");
  });

  it("draws how far it is in a terminal", async () => {
    await using folder = await folderOf("A");
    await using vtn = await startMockVtn();
    const run = await folder.ven(["backfill", ...hour, "--vtn", vtn.vtnUrl], { isTTY: true });
    expect(run.stderr).toMatch(/█ 100\/100 %, 8 readings, \d+\/s, 0 s left/);
  });

  it.each([
    [["--from", "2025-01-07", "--to", "2025-01-06"], "--to 2025-01-06 is not after --from"],
    [["--from", "2025-01-06", "--to", "2999-01-06"], "is not past yet"],
    [["--from", "2026-13-45", "--to", "2025-01-06"], "--from 2026-13-45 is no instant"],
    [["--from", "2025-01-06", "--to", "2025-02-30"], "--to 2025-02-30 is no instant"],
    [["--from", "yesterday", "--to", "2025-01-06"], "--from yesterday is no instant"],
    [[...hour, "--source", "replay"], "--source replay: there is no recording"],
    [[...hour, "--source", "influx"], "--every 15m: what was kept has its own instants"],
    [[...hour.slice(0, 4), "--source", "influx"], "--source influx: add --influx <url>"],
    [[...hour, "--ven", "C"], 'no VEN "C"'],
    [[...hour, "--every", "often"], "--every"],
  ])("says in one line what is wrong with %o", async (flags, text) => {
    await using folder = await folderOf("A");
    const run = await folder.ven(["backfill", ...flags]);
    expect(run).toMatchObject({ exitCode: 65, stdout: "" });
    expect(run.stderr).toContain(text);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
