import { startMockVtn } from "@ven/mock-vtn";
import { expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

it("lets time pass faster for the meters: a second of ticks reports an hour", async () => {
  await using folder = await VenFolder.open();
  await using vtn = await startMockVtn();
  const startedMs = Date.now();
  const args = ["--vtn", vtn.vtnUrl, "--fleet", "one-pub", "--every", "1s", "--ticks", "3"];
  const run = await folder.ven(["run", ...args, "--speed", "3600"]);
  expect(run).toMatchObject({ exitCode: 0, stderr: "" });
  const wallMs = Date.now() - startedMs;
  const starts = vtn.vtn.flat.reports.map(({ start }) => Date.parse(`${start}Z`));
  const [first = 0, last = 0] = [Math.min(...starts), Math.max(...starts)];
  expect(starts).toHaveLength(18);
  expect(last - first).toBeGreaterThan(0.9 * 3_600_000);
  expect(last - first).toBeLessThan(3_600 * wallMs);
});

it("is refused where it is no speed", async () => {
  await using folder = await VenFolder.open();
  const run = await folder.ven(["run", "--fleet", "one-pub", "--speed", "0"]);
  expect(run.exitCode).toBe(65);
  expect(run.stderr).toContain("--speed");
});
