import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FleetDefinition } from "@ven/core";
import { VenManager } from "@ven/manager";
import { openOutbox } from "@ven/store";
import { benchSimulator } from "./bench-meters.ts";
import type { Pipeline } from "./pipeline.ts";

/** What our pipeline is to do. */
export interface OurPipelineOptions {
  readonly origin: string;
  readonly fleet: FleetDefinition;
  readonly durability: "process" | "power-loss";
  readonly protocol: "flat" | "3.1.0";
  readonly maxReadingsPerReport?: number;
}

/** Our own: a manager over an outbox on disk and the fast transport. */
export async function ourPipeline(options: OurPipelineOptions): Promise<Pipeline> {
  const { origin, fleet, durability, protocol, maxReadingsPerReport } = options;
  const folder = await mkdtemp(join(tmpdir(), "ven-bench-"));
  const simulator = await benchSimulator(fleet);
  const outbox = await openOutbox({ path: join(folder, "outbox.sqlite"), durability });
  const manager = new VenManager({
    vtnUrl: `${origin}/openadr3`,
    protocol,
    transport: "fast",
    simulator,
    outbox,
    eventId: "event-1",
    programId: "program-1",
    reportWaitMs: 600_000,
    ...(maxReadingsPerReport === undefined ? {} : { maxReadingsPerReport }),
  });
  const failures = await manager.registerLoadVens(fleet.vens.map(({ venId }) => venId));
  if (failures.size > 0) throw new Error("not every VEN was registered", { cause: failures });
  return {
    async tick() {
      const { sentCount, readingCount, vens } = await manager.generateReports();
      if (sentCount !== readingCount) {
        const cause = vens.find((ven) => ven.sentCount !== ven.readingCount);
        throw new Error(`sent ${sentCount} of ${readingCount} readings`, { cause });
      }
      return readingCount;
    },
    finish: () => manager.drain(),
    async [Symbol.asyncDispose]() {
      await manager.cleanup();
      await outbox.close();
      await rm(folder, { recursive: true });
    },
  };
}
