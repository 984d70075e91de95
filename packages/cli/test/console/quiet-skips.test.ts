import { type LogFields, type Logger, systemClock } from "@ven/core";
import { initScheduler } from "@ven/scheduler";
import { expect, it } from "vitest";
import { logLine } from "../../src/console/log-line.ts";
import { quietSkips, TICK_SKIPPED } from "../../src/console/quiet-skips.ts";

it("quietSkips says once that ticks of a scheduler are skipped, and at the end how many", async () => {
  const warnings: [LogFields, string][] = [];
  const nothing = () => undefined;
  const warn = (fields: LogFields, message: string) => void warnings.push([fields, message]);
  const base: Logger = { debug: nothing, info: nothing, warn, error: nothing };
  const logger = quietSkips(base, systemClock);
  let end: () => void = nothing;
  const running = new Promise<void>((resolve) => {
    end = resolve;
  });
  const reporter = { venReportUsage: () => running };
  const job = initScheduler(reporter, { every: "100ms", clock: systemClock, logger });
  while (job.status().skipped < 4) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(warnings).toHaveLength(1);
  end();
  const { skipped } = job.status();
  await job.stop({ graceMs: 1_000 });
  logger.end();
  logger.end();
  expect(warnings).toHaveLength(2);
  const [fields, message] = warnings[1] ?? [{}, ""];
  expect(message).toBe(TICK_SKIPPED);
  expect(fields).toMatchObject({ skippedCount: skipped });
  expect(logLine(fields, message)).toBe(
    `A tick takes longer than --every: ${skipped} ticks skipped so far`,
  );
});
