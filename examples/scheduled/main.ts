// Everything composed by hand: a fleet in SQLite, simulated meters, an outbox that outlives the
// process, a manager that speaks 3.1.0, and a scheduler.
// Runs until Ctrl-C, or for as many ticks as its argument says: `npm start -- 2`.
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "@ven/core";
import { outboxSinks, VenManager } from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { initScheduler } from "@ven/scheduler";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { openOutbox, openStore } from "@ven/store";

const wantedTicks = Number(process.argv[2] ?? Number.POSITIVE_INFINITY);

// Any pino-shaped logger will do; this one prints warnings and errors.
const logger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields, message) => console.warn(message, fields),
  error: (fields, message) => console.error(message, fields),
};

const folder = await mkdtemp(join(tmpdir(), "ven-scheduled-"));
const vtn = await startMockVtn({ port: 0 }); // your VTN instead
const store = await openStore({ path: join(folder, "fleet.sqlite") });
await store.registry.seedFleet(herningFleet);

const simulator = MeterDataSimulator.shared({ source: store.registry, seed: 1, logger });
await simulator.initializeResources(["Herning"]);

const outbox = await openOutbox({
  path: join(folder, "fleet.outbox.sqlite"), // in your project: beside a store that stays
  sinks: outboxSinks(),
  logger,
});
const manager = new VenManager({
  protocol: "3.1.0",
  vtnUrl: vtn.vtnUrls["3.1.0"],
  simulator,
  outbox,
  logger,
});
await manager.registerLoadVen("Herning");

const end = new AbortController();
process.once("SIGINT", () => end.abort());
let ticks = 0;
const reporter = {
  async venReportUsage(options?: { signal?: AbortSignal }) {
    const report = await manager.venReportUsage(options);
    ticks += 1;
    const { sentCount = 0, readingCount = 0 } = report ?? {};
    console.log(`tick ${ticks}: the VTN has ${sentCount} of ${readingCount} readings`);
    if (ticks === wantedTicks) end.abort();
  },
};
const job = initScheduler(reporter, { every: "1s" }); // or initScheduler(manager)
await once(end.signal, "abort");

await job.stop(); // waits for the tick in flight
await manager.cleanup(); // what the VTN does not have yet stays in the outbox
await outbox.close();
await store.close();
await vtn.close();
await rm(folder, { recursive: true });
console.log(`the VTN accepted ${vtn.vtn.reportCount} reports`);
