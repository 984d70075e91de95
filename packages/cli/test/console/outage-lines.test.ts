import { type LogFields, type Logger, REPEATED_LOG } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { MANAGER_LOG } from "@ven/manager";
import { initScheduler } from "@ven/scheduler";
import { memoryOutbox } from "@ven/store";
import { expect, it } from "vitest";
import { logLine } from "../../src/console/log-line.ts";

/** Keeps what is logged as a person would read it. */
function linesOf(): { readonly logger: Logger; readonly lines: (string | undefined)[] } {
  const lines: (string | undefined)[] = [];
  const note = (fields: LogFields, message: string) => void lines.push(logLine(fields, message));
  return { logger: { debug: () => undefined, info: note, warn: note, error: note }, lines };
}

it("says in words that ticks were missed, and that the clock was set back", async () => {
  const { logger, lines } = linesOf();
  const clock = new ManualClock();
  const reporter = { venReportUsage: async () => undefined };
  const job = initScheduler(reporter, { every: "10s", clock, logger });
  await clock.block(47_000);
  clock.setWallTime(clock.now() - 60_000);
  await clock.advance(10_000);
  await job.stop();
  expect(lines).toEqual([
    "3 ticks missed, as this process slept or was busy: this tick stands for all of them",
    "The clock of this machine was set back by 1 min: ticks that were done do not run again",
  ]);
});

it("says in words that readings were given up, and since when they are counted", async () => {
  const { logger, lines } = linesOf();
  const clock = new ManualClock();
  const entry = (key: string) => ({
    key,
    kind: "readings",
    stream: "V",
    atMs: clock.now(),
    count: 2,
    bytes: new Uint8Array(1),
  });
  const outbox = memoryOutbox({ clock, logger, maxReadings: 2, maxAgeMs: 1_000 });
  await outbox.append([entry("V/1")]);
  await outbox.append([entry("V/2")]);
  await clock.advance(2_000);
  await outbox.status();
  await outbox.close();
  expect(lines).toEqual([
    "The outbox is full: 2 readings given up since this was last said (--on-full; :memory:)",
    "2 readings older than --max-outbox-age given up since this was last said (:memory:)",
  ]);
});

it("says of readings that wait what the VTN did not do, not what was done with them", () => {
  const fields = { venId: "V", reason: "refused with 503", retryInMs: 5_000 };
  expect(logLine(fields, MANAGER_LOG.postponed)).toBe(
    "The VTN has not taken readings of VEN V, which are tried again in 5 s: refused with 503",
  );
  expect(logLine({ like: MANAGER_LOG.postponed, count: 6, venId: "V" }, REPEATED_LOG)).toBe(
    "The same 6 more times for VEN V: the VTN has not taken readings, which are tried again",
  );
});

it("calls readings readings where there are none, as with a deadband", () => {
  const none = { venId: "V", sentCount: 0, readingCount: 0, reportCount: 0 };
  expect(logLine(none, MANAGER_LOG.sent)).toBe("Sent 0/0 readings for VEN V");
  expect(
    logLine(
      { ...none, failedCount: 0, waitingCount: 0, resourceCount: 2, venCount: 1 },
      MANAGER_LOG.complete,
    ),
  ).toBe("Report generation complete: 0 readings sent for 2 resources across 1 VENs");
});
