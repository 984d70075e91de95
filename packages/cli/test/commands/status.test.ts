import { join } from "node:path";
import { startMockVtn } from "@ven/mock-vtn";
import { openOutbox } from "@ven/store";
import { describe, expect, it, vi } from "vitest";
import { REMEDIES } from "../../src/doctor/remedies.ts";
import { folderWithDead } from "../support/dead-letters.ts";
import { folderOf, NOWHERE } from "../support/one-site.ts";

describe.concurrent("ven status", () => {
  it("tells everything as JSON", async () => {
    await using folder = await folderOf("V");
    await folder.ven(["report", "--vtn", NOWHERE]);
    const status = JSON.parse((await folder.ven(["status", "--json"])).stdout);
    expect(status).toMatchObject({
      schema: "ven.status/1",
      isDelivering: false,
      refusedCount: 0,
      sinks: [{ sink: "vtn", acceptedCount: 2, deliveredCount: 0, waitingCount: 2, deadCount: 0 }],
    });
    expect(["unknown", "down"]).toContain(status.vtn.health);
    expect(status.vtn.reason).toContain("ECONNREFUSED");
    expect(status.byteLength).toBeGreaterThan(0);
    expect(Date.parse(status.sinks[0].oldestAt)).toBeLessThanOrEqual(Date.parse(status.at));
  });

  it("shows how full the outbox is against the bound that it is told", async () => {
    await using folder = await folderWithDead(1);
    const full = await folder.ven(["status", "--max-outbox-bytes", "1MiB"]);
    expect(full.stdout).toMatch(/^Size {3}█+░+ \d+\.\d kB of 1\.0 MB \(\d+ %\)$/m);
    const wrong = await folder.ven(["status", "--max-outbox-bytes", "much"]);
    expect(wrong.exitCode).toBe(65);
    expect(wrong.stderr).toContain("--max-outbox-bytes: size");
  });

  it("shows how many readings the outbox may hold, and what happens when it is full", async () => {
    await using folder = await folderOf("V");
    await folder.ven([
      "run",
      "--ticks",
      "1",
      "--every",
      "1h",
      "--vtn",
      NOWHERE,
      "--on-full",
      "block",
    ]);
    const { stdout } = await folder.ven(["status"]);
    expect(stdout).toMatch(/^ {7}2 of 100000000 readings \(0 %\); when it is full: block$/m);
    const told = JSON.parse((await folder.ven(["status", "--json"])).stdout);
    expect(told).toMatchObject({ readingCount: 2, maxReadings: 100_000_000, onFull: "block" });
    expect(told.ticks).toEqual({ skippedCount: 0 });
  });

  it("says what the VTN refused at the start, until it does not any more", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn({ bearerToken: "t" });
    const args = ["run", "--vtn", vtn.vtnUrl, "--every", "1h", "--ticks", "1"];
    expect((await folder.ven(args)).exitCode).toBe(77);
    expect((await folder.ven(["status"])).stdout).toMatch(
      /^VTN {4}was refusing us: .*401.* \(as of \d+ s ago\)$/m,
    );
    const told = JSON.parse((await folder.ven(["status", "--json"])).stdout);
    expect(told.vtn).toMatchObject({
      health: "refusing",
      reason: expect.stringContaining("401"),
    });
    await folder.ven(args, { environment: { VEN_BEARER_TOKEN: "t" } });
    expect((await folder.ven(["status"])).stdout).toMatch(/^VTN {4}was up \(/m);
  });

  it("counts the ticks that were skipped while one went on", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      fault: { kind: "latency", delayMs: 500 },
    });
    await folder.ven(["run", "--vtn", vtn.vtnUrl, "--every", "100ms", "--ticks", "1"], {
      // The process itself is busy for longer than until the next tick.
      onStdout: (text) => {
        if (text.includes("Processing"))
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      },
    });
    const told = JSON.parse((await folder.ven(["status", "--json"])).stdout);
    expect(told.ticks.skippedCount).toBeGreaterThan(0);
    const { stdout } = await folder.ven(["status"]);
    expect(stdout).toMatch(/^Ticks {2}\d+ (was|were) skipped, as the one before had not ended$/m);
  });

  // Alone, as what else a machine does can make it late.
  it.sequential("skips no tick for a VTN that answers later than the next one is due", async () => {
    await using folder = await folderOf("V");
    await using vtn = await startMockVtn();
    vtn.vtn.faults.add({
      method: "POST",
      path: "/reports",
      fault: { kind: "latency", delayMs: 2_500 },
    });
    const args = ["--vtn", vtn.vtnUrl, "--every", "1s", "--ticks", "4"];
    expect((await folder.ven(["run", ...args])).exitCode).toBe(0);
    const told = JSON.parse((await folder.ven(["status", "--json"])).stdout);
    // The first tick begins anywhere before the second, and may reach into that.
    expect(told.ticks.skippedCount).toBeLessThanOrEqual(1);
    expect(told.sinks[0]).toMatchObject({ acceptedCount: 8, deliveredCount: 8 });
  });

  it("waits with --watch for an outbox that is not there yet, and says so", async () => {
    await using folder = await folderOf("V");
    const watching = folder.ven(["status", "--watch"], { onStdout: () => folder.interrupt() });
    await vi.waitUntil(() => folder.isInterruptible);
    await using _ = await openOutbox({ path: join(folder.path, "ven.outbox.sqlite") });
    const watched = await watching;
    expect(watched.exitCode).toBe(0);
    expect(watched.stderr).toMatch(
      /^There is no outbox \S+ yet: waiting until `ven run` makes it\.\n$/,
    );
    expect(watched.stdout).toContain("ven.outbox.sqlite: nothing waits for the VTN");
  });

  it("draws over itself with --watch until Ctrl-C", async () => {
    await using folder = await folderWithDead(1);
    let looks = 0;
    const run = await folder.ven(["status", "--watch"], {
      isTTY: true,
      onStdout: () => {
        looks += 1;
        if (looks === 2) folder.interrupt();
      },
    });
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    // How many lines there are: on a busy machine one tells of skipped ticks.
    const [drawn = "", ...more] = run.stdout.split("A\u001b[J");
    const up = drawn.lastIndexOf("\u001b[");
    const lineCount = drawn.slice(0, up).split("\n").length - 1;
    expect([drawn.slice(up), more.length]).toEqual([`\u001b[${lineCount}`, 1]);
    expect(run.stdout.match(/nothing waits for the VTN/g)).toHaveLength(2);
  });
});

describe.concurrent("ven doctor", () => {
  it("says what waits in the outbox, and what to do about what was refused", async () => {
    await using folder = await folderWithDead(2);
    const refused = await folder.ven(["doctor", "--vtn", NOWHERE]);
    expect(refused.stdout).toContain(
      `FAIL  Outbox: ven.outbox.sqlite: 0 readings for the VTN, 2 refused\n      -> ${REMEDIES.deadLetters}\n`,
    );
    await folder.ven(["outbox", "retry", "--all"]);
    const waiting = await folder.ven(["doctor", "--vtn", NOWHERE]);
    expect(waiting.stdout).toContain("ok    Outbox: ven.outbox.sqlite: 2 readings for the VTN, 0");
    await folder.write("broken.sqlite", "this is no database ".repeat(500));
    const broken = await folder.ven(["doctor", "--vtn", NOWHERE, "--outbox", "broken.sqlite"]);
    expect(broken.stdout).toMatch(/FAIL {2}Outbox: .*broken\.sqlite/);
  });
});
