import { startMockVtn } from "@ven/mock-vtn";
import { expect, it } from "vitest";
import { folderOf } from "../support/one-site.ts";
import { spawnVen } from "../support/spawn-ven.ts";

const PROTOCOL = "3.1.0";
const TICKS = 600;

it("ven backfill that is killed goes on, and the VTN has every reading once", {
  timeout: 60_000,
}, async () => {
  await using folder = await folderOf("A", "B");
  await using vtn = await startMockVtn();
  const args = [
    "backfill",
    ...["--from", "2025-01-06T00:00:00Z", "--to", "2025-01-06T00:10:00Z", "--every", "1s"],
    ...["--protocol", PROTOCOL, "--vtn", vtn.vtnUrls[PROTOCOL], "--max-readings-per-report", "20"],
  ];
  const running = spawnVen(folder, [...args, "--concurrency", "4"]);
  while (vtn.vtn.reportCount < 30 && running.process.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await running.kill();
  expect(running.process.signalCode).toBe("SIGKILL");
  expect(vtn.vtn.reportCount).toBeLessThan((TICKS * 4) / 20);
  const rest = await folder.ven(args);
  expect(rest.exitCode).toBe(0);
  const seen = vtn.vtn[PROTOCOL].reports.flatMap(({ resources }) =>
    resources.flatMap(({ resourceName, intervals }) =>
      intervals.map(({ intervalPeriod }) => `${resourceName} ${intervalPeriod?.start}`),
    ),
  );
  expect(seen).toHaveLength(TICKS * 4);
  expect(new Set(seen).size).toBe(TICKS * 4);
});
