import { RecordingLogger } from "@ven/core/testing";
import {
  isManagerClosedError,
  MANAGER_LOG,
  outboxSinks,
  STATUS_MARK,
  VenManager,
} from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { memoryOutbox } from "@ven/store";
import { expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "../support/fake-meters.ts";
import { until } from "./support/turns.ts";

it.concurrent("a tick that waits for room in a full outbox does not keep the sender from making it, from the first on", async () => {
  const running = await startMockVtn();
  const { port } = running;
  await running.close();
  await using outbox = memoryOutbox({ maxReadings: 18, onFull: "block", sinks: outboxSinks() });
  const simulator = new ScriptedMeters(fleetOf(["Herning"], 3), (_, row) => row);
  const managerOn = () =>
    new VenManager({
      vtnUrl: running.vtnUrls["3.1.0"],
      protocol: "3.1.0",
      simulator,
      outbox,
      retryFirstMs: 20,
      retryLongestMs: 50,
    });
  const first = managerOn();
  await first.registerLoadVens(["Herning"]);
  expect(await first.generateReports()).toMatchObject({ sentCount: 0, waitingCount: 18 });
  await first.cleanup();

  // As a process that starts anew with what the last one left: nothing was sent by it yet.
  await using second = managerOn();
  await second.registerLoadVens(["Herning"]);
  const tick = second.generateReports();
  await using vtn = await startMockVtn({ port });
  expect(await tick).toMatchObject({ failedCount: 0 });
  await second.drain();
  expect(vtn.vtn["3.1.0"].reportCount).toBe(2);
});

it.concurrent("a tick that waits for room is in the status, of the manager and for who looks into the outbox, with what was skipped", async () => {
  await using outbox = memoryOutbox({ maxReadings: 18, onFull: "block", sinks: outboxSinks() });
  const simulator = new ScriptedMeters(fleetOf(["Herning"], 3), (_, row) => row);
  const logger = new RecordingLogger();
  await using manager = new VenManager({
    vtnUrl: "http://127.0.0.1:9/openadr3",
    simulator,
    outbox,
    logger,
    retryFirstMs: 20,
    retryLongestMs: 50,
  });
  await manager.registerLoadVens(["Herning"]);
  await manager.generateReports();
  expect((await manager.deliveryStatus()).ticks).toEqual({ skippedCount: 0 });

  const abort = new AbortController();
  const startedAtMs = Date.now();
  const tick = manager.generateReports({ signal: abort.signal });
  tick.catch(() => undefined);
  const left = async () => JSON.parse((await outbox.getMark(STATUS_MARK)) ?? "{}").ticks;
  manager.noteSkippedTicks(2);
  manager.noteSkippedTicks(1);
  await until(async () => (await left())?.waitingSinceMs !== undefined);
  const { ticks } = await manager.deliveryStatus();
  expect(ticks.skippedCount).toBe(3);
  expect(ticks.waitingSinceMs).toBeGreaterThanOrEqual(startedAtMs);
  expect(await left()).toEqual({ waitingSinceMs: ticks.waitingSinceMs, skippedCount: 3 });

  abort.abort(new Error("stopped"));
  await expect(tick).rejects.toThrow("stopped");
  expect(await manager.venReportUsage({ signal: abort.signal })).toBeUndefined();
  expect(logger.messages("error")).not.toContain(MANAGER_LOG.tickFailed);
  expect(logger.messages("info")).toContain(MANAGER_LOG.tickStopped);
  expect((await manager.deliveryStatus()).ticks).toEqual({ skippedCount: 3 });
  await until(async () => (await left()).waitingSinceMs === undefined);

  // So do readings from elsewhere, and whoever gave them is told, too.
  simulator.increaseTime();
  const again = new AbortController();
  let waitCount = 0;
  const onWait = () => {
    waitCount += 1;
  };
  const accepting = manager.acceptReadings([simulator.collectColumns("Herning")], {
    signal: again.signal,
    onWait,
  });
  accepting.catch(() => undefined);
  await until(async () => (await left()).waitingSinceMs !== undefined);
  expect(waitCount).toBeGreaterThan(0);
  again.abort(new Error("enough"));
  await expect(accepting).rejects.toThrow("enough");
  await manager.cleanup();
  expect(await left()).toEqual({ skippedCount: 3 });
});

it.concurrent("a tick that waits for room ends with the manager, and so does what would wait after it", async () => {
  await using outbox = memoryOutbox({ maxReadings: 18, onFull: "block", sinks: outboxSinks() });
  const simulator = new ScriptedMeters(fleetOf(["Herning"], 3), (_, row) => row);
  const logger = new RecordingLogger();
  const manager = new VenManager({
    vtnUrl: "http://127.0.0.1:9/openadr3",
    simulator,
    outbox,
    logger,
    retryFirstMs: 20,
    retryLongestMs: 50,
  });
  await manager.registerLoadVens(["Herning"]);
  await manager.generateReports();
  const ticks = [manager.generateReports(), manager.generateReports()];
  const ended = Promise.all(ticks.map((tick) => tick.catch((error: unknown) => error)));
  await until(async () => (await manager.deliveryStatus()).ticks.waitingSinceMs !== undefined);
  await manager.cleanup();
  expect((await ended).map(isManagerClosedError)).toEqual([true, true]);
  expect((await outbox.status()).readingCount).toBe(18);
  expect((await manager.deliveryStatus()).ticks.waitingSinceMs).toBeUndefined();
  expect(logger.messages("warn")).toContain(MANAGER_LOG.roomAwaited);
});

it.concurrent("a full outbox whose readings wait for others of their report makes room by reporting them", async () => {
  await using vtn = await startMockVtn();
  await using outbox = memoryOutbox({ maxReadings: 18, onFull: "block", sinks: outboxSinks() });
  const simulator = new ScriptedMeters(fleetOf(["Herning"], 1), (_, row) => row);
  await using manager = new VenManager({
    vtnUrl: vtn.vtnUrls["3.1.0"],
    protocol: "3.1.0",
    simulator,
    outbox,
    ticksPerReport: 4,
  });
  await manager.registerLoadVens(["Herning"]);
  for (let tick = 0; tick < 3; tick += 1) await manager.generateReports();
  expect((await outbox.status()).readingCount).toBe(18);
  expect(await manager.generateReports()).toMatchObject({ readingCount: 6, failedCount: 0 });
  await manager.drain();
  expect((await outbox.status()).sinks[0]).toMatchObject({ deliveredCount: 24 });
});

it.concurrent("readings of the past find room in an outbox that is full of later ones", async () => {
  await using vtn = await startMockVtn();
  await using outbox = memoryOutbox({ maxReadings: 18, onFull: "block", sinks: outboxSinks() });
  const simulator = new ScriptedMeters(fleetOf(["Herning"], 1), (_, row) => row);
  const managerOf = (ticksPerReport: number) =>
    new VenManager({
      vtnUrl: vtn.vtnUrls["3.1.0"],
      protocol: "3.1.0",
      simulator,
      outbox,
      ticksPerReport,
    });
  const first = managerOf(4);
  await first.registerLoadVens(["Herning"]);
  for (let tick = 0; tick < 3; tick += 1) await first.generateReports();
  await first.cleanup();
  await using second = managerOf(1);
  await second.registerLoadVens(["Herning"]);
  const { layout, timestampMs, powerW } = simulator.collectColumns("Herning");
  const past = { layout, timestampMs: timestampMs.map((atMs) => atMs - 3_600_000), powerW };
  await second.acceptReadings([past]);
  await second.drain();
  expect((await outbox.status()).sinks[0]).toMatchObject({ deliveredCount: 24 });
});
