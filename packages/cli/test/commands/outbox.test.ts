import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { folderWithDead, refuse } from "../support/dead-letters.ts";
import { folderOf, jsonLines, NOWHERE } from "../support/one-site.ts";

describe.concurrent("ven report and ven run, while the VTN is away", () => {
  it("say at their end that what waited has gone out", async () => {
    await using folder = await folderWithDead(4);
    await using vtn = await startMockVtn();
    // What is retried goes out behind the tick, one by one.
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      fault: { kind: "latency", delayMs: 200 },
    });
    await folder.ven(["outbox", "retry", "--all"]);
    const once = await folder.ven(["report", "--once", "--concurrency", "1", "--vtn", vtn.vtnUrl]);
    expect(once.exitCode).toBe(0);
    expect(once.stdout).toMatch(
      /readings? waits? in ven\.outbox\.sqlite\n[\s\S]* - Nothing waits in ven\.outbox\.sqlite any more\n$/,
    );
  });

  it("keep the readings, say so, and send them once it is there", async () => {
    await using folder = await folderOf("V");
    const once = await folder.ven(["report", "--once", "--vtn", NOWHERE]);
    expect(once.exitCode).toBe(1);
    expect(once.stdout).toContain("Sent 0/2 readings for VEN V");
    // Before the tick ends, or behind it on a busy machine.
    expect(once.stderr).toMatch(/ECONNREFUSED/);
    expect(once.stdout + once.stderr).toMatch(/2 readings wait in ven\.outbox\.sqlite/);
    expect(once.stderr).toContain("the next ven run or ven report sends them");
    // A report of the flat dialect tells whole seconds.
    const run = await folder.ven(["run", "--ticks", "3", "--every", "1s", "--vtn", NOWHERE]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("8 readings wait in ven.outbox.sqlite");
    await using vtn = await startMockVtn();
    const caughtUp = await folder.ven(["report", "--vtn", vtn.vtnUrl]);
    expect(caughtUp.exitCode).toBe(0);
    expect(vtn.vtn.reportCount).toBe(10);
    const starts = new Set(vtn.vtn.flat.reports.map(({ start }) => start));
    expect(starts.size).toBeGreaterThanOrEqual(3);
  });

  it("keep them where --outbox says", async () => {
    await using folder = await folderOf("V");
    const flags = ["--outbox", "elsewhere.sqlite"];
    const run = await folder.ven(["report", "--vtn", NOWHERE, ...flags]);
    expect(run.stderr).toContain("2 readings wait in elsewhere.sqlite");
    const status = await folder.ven(["status", "--json", ...flags]);
    expect(JSON.parse(status.stdout)).toMatchObject({ sinks: [{ waitingCount: 2 }] });
    const beside = await folder.ven(["status"]);
    expect(beside).toMatchObject({ exitCode: 65, stdout: "" });
    expect(beside.stderr).toMatch(
      /^ven: there is no outbox ven\.outbox\.sqlite: `ven run` makes it/,
    );
  });

  it("still end with what only a person can mend", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn({ bearerToken: "right" });
    const token = await folder.ven(["run", "--vtn", vtn.vtnUrl]);
    expect(token).toMatchObject({ exitCode: 77, stdout: "" });
    const path = await folder.ven(["run", "--vtn", `${vtn.url}/nowhere`]);
    expect(path.exitCode).not.toBe(0);
    expect(path.stderr).toMatch(/^ven: POST/);
  });

  it("stop in an orderly way while the VTN hangs, and send what hung with the next run", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({ method: "POST", path: "/reports", fault: { kind: "hang" } });
    const run = await folder.ven(["run", "--vtn", vtn.vtnUrl, "--every", "100ms"], {
      onStdout: (text) => {
        if (text.includes("Report generation complete")) folder.interrupt();
      },
    });
    expect(run).toMatchObject({ exitCode: 0, exitedWith: undefined });
    expect(run.stderr).toMatch(
      /\d+ readings wait in .*: the next ven run or ven report sends them/,
    );
    vtn.vtn.faults.clear();
    expect(await folder.ven(["report", "--vtn", vtn.vtnUrl])).toMatchObject({ exitCode: 0 });
    const left = await folder.ven(["outbox", "list"]);
    expect(left.stdout).toMatch(/^nothing waits for vtn in /);
  });

  it("let nobody else deliver from the same outbox meanwhile", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn();
    const second: Promise<unknown>[] = [];
    const first = await folder.ven(["run", "--vtn", vtn.vtnUrl, "--every", "1s"], {
      onStdout: (text) => {
        if (!text.includes("Report generation complete") || second.length > 0) return;
        second.push(
          (async () => {
            const status = await folder.ven(["status"]);
            const other = await folder.ven(["report", "--vtn", vtn.vtnUrl, "--json"]);
            folder.interrupt();
            return { status, other };
          })(),
        );
      },
    });
    expect(first.exitCode).toBe(0);
    const { status, other } = (await second[0]) as Record<"status" | "other", typeof first>;
    expect(status.stdout).toContain(`Owner  process ${process.pid} delivers`);
    expect(status.stdout).toMatch(/VTN {4}is up \(as of \d s ago\)/);
    expect(other.exitCode).toBe(75);
    expect(JSON.parse(other.stderr)).toMatchObject({ code: "OUTBOX_OWNED" });
    expect(other.stderr).toContain(`process ${process.pid}`);
    const after = await folder.ven(["status"]);
    expect(after.stdout).toContain("Owner  none: nothing is sent until `ven run` starts");
    expect(after.stdout).toMatch(/VTN {4}was up/);
  });
});

describe.concurrent("ven outbox", () => {
  it("lists what waits and shows what it says, as a table and as JSON", async () => {
    await using folder = await folderWithDead(3);
    const items = jsonLines((await folder.ven(["outbox", "list", "--json"])).stdout);
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({
      schema: "ven.outbox.entry/1",
      ven: "V",
      readingCount: 1,
      state: "dead",
    });
    const list = await folder.ven(["outbox", "list", "--limit", "2"]);
    expect(list).toMatchObject({ exitCode: 0, stderr: "" });
    expect(list.stdout).toMatch(/│ +\d+ │ V {3}│ \d{4}-.* │ +1 │ dead {2}│ +1 │ refused with 422/);
    expect(list.stdout).toContain("2 entries with 2 readings\n");
    const more = `There are more: --limit 20, or --state dead --after ${items[1].id}\n`;
    expect(list.stdout).toContain(more);
    const after = ["--state", "dead", "--after", String(items[1].id)];
    const rest = await folder.ven(["outbox", "list", ...after]);
    expect(rest.stdout).toContain("1 entry with 1 reading\n");
    expect(rest.stdout).not.toContain("There are more");
    const id = String(items[0].id);
    const show = await folder.ven(["outbox", "show", id]);
    expect(show).toMatchObject({ exitCode: 0, stderr: "" });
    expect(show.stdout).toMatch(/^Entry \d+: 1 reading of VEN V at \d{4}-/);
    expect(show.stdout).toMatch(/^dead after 1 attempt: refused with 422/m);
    expect(show.stdout).toMatch(/│ Site V {3}│ load_1 │ .* │ +\d+\.\d\d │/);
    const one = JSON.parse((await folder.ven(["outbox", "show", id, "--json"])).stdout);
    expect(one).toMatchObject({ id: items[0].id, readings: [{ loadId: "load_1" }] });
    expect(one.readings[0].at).toBe(items[0].at);
    const none = await folder.ven(["outbox", "list", "--ven", "W"]);
    expect(none.stdout).toMatch(/^nothing of VEN W waits for vtn in .*ven\.outbox\.sqlite\n$/);
  });

  it("shows the first readings of a long entry, and how to see the rest", async () => {
    await using folder = await folderOf("V");
    await folder.ven(["report", "--vtn", NOWHERE]);
    const [item] = jsonLines((await folder.ven(["outbox", "list", "--json"])).stdout);
    const cut = await folder.ven(["outbox", "show", String(item.id), "--limit", "1"]);
    expect(cut.stdout).toContain("There are 1 more: --limit 2\n");
    expect(cut.stdout).not.toContain("load_1");
  });

  it("cuts a long reason in a terminal only", async () => {
    await using folder = await folderOf("V");
    await folder.ven(["report", "--vtn", NOWHERE]);
    const items = jsonLines((await folder.ven(["outbox", "list", "--json"])).stdout);
    const reason: string = items.find((item) => item.reason !== undefined).reason;
    expect(reason.length).toBeGreaterThan(60);
    expect((await folder.ven(["outbox", "list"])).stdout).toContain(reason);
    const seen = await folder.ven(["outbox", "list"], { isTTY: true });
    expect(seen.stdout).not.toContain(reason);
    expect(seen.stdout).toContain("…");
  });

  it("lets dead letters be sent again once the reason is gone", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn();
    refuse(vtn, 1);
    const run = await folder.ven(["report", "--vtn", vtn.vtnUrl]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("The VTN refused 1 reading of V/");
    const list = await folder.ven(["outbox", "list", "--state", "dead"]);
    expect(list.stdout).toMatch(/│ dead {2}│ +1 │ refused with 422/);
    const status = await folder.ven(["status"]);
    expect(status.stdout).toContain("1 reading refused: `ven outbox list --state dead` says why");
    const [item] = jsonLines((await folder.ven(["outbox", "list", "--json"])).stdout);
    const retry = await folder.ven(["outbox", "retry", String(item.id)]);
    expect(retry).toMatchObject({ exitCode: 0, stdout: "1 reading will be sent again\n" });
    expect(await folder.ven(["report", "--vtn", vtn.vtnUrl])).toMatchObject({ exitCode: 0 });
    expect(vtn.vtn.reportCount).toBe(4);
    const gone = await folder.ven(["outbox", "retry", String(item.id)]);
    expect(gone).toMatchObject({
      exitCode: 1,
      stdout:
        "nothing to do: these are no dead letters of vtn; `ven outbox list --state dead` shows those that are\n",
    });
  });

  it("purges dead letters, of one VEN or of all, and says how many readings that were", async () => {
    await using folder = await folderWithDead(3);
    const other = await folder.ven(["outbox", "purge", "--all", "--ven", "W"]);
    expect(other.stdout).toBe("nothing to do: there are no dead letters of vtn of VEN W\n");
    const [first] = jsonLines((await folder.ven(["outbox", "list", "--json"])).stdout);
    const one = await folder.ven(["outbox", "purge", String(first.id), "--json"]);
    expect(JSON.parse(one.stdout)).toEqual({
      schema: "ven.outbox.change/1",
      sink: "vtn",
      change: "purged",
      readingCount: 1,
    });
    const rest = await folder.ven(["outbox", "purge", "--all", "--ven", "V"]);
    expect(rest).toMatchObject({ exitCode: 0, stdout: "2 readings dropped\n" });
    const none = await folder.ven(["outbox", "purge", "--all"]);
    expect(none).toMatchObject({
      exitCode: 0,
      stdout: "nothing to do: there are no dead letters of vtn\n",
    });
    const status = JSON.parse((await folder.ven(["status", "--json"])).stdout);
    expect(status.sinks).toMatchObject([{ sink: "vtn", deadCount: 0, droppedCount: 3 }]);
  });

  it.each([
    [["retry"], 2, "ven outbox retry: give ids, or --all"],
    [["purge", "1", "--all"], 2, "there are ids and --all: leave one out"],
    [["retry", "first"], 2, '"first" is no id'],
    [["list", "--limit", "0"], 2, "give a whole number"],
    [["list", "--state", "lost"], 2, "dead, intent, pending"],
    [["list", "--sink", "vnt"], 65, 'nothing waits for "vnt"'],
    [["show", "999"], 65, "no entry 999 waits for vtn"],
    [["list", "--database", "other.sqlite"], 65, "there is no outbox other.outbox.sqlite"],
  ])("says in one line what is wrong with %o", async (args, exitCode, text) => {
    await using folder = await folderWithDead(1);
    const run = await folder.ven(["outbox", ...args]);
    expect(run).toMatchObject({ exitCode, stdout: "" });
    expect(run.stderr).toContain(text);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
