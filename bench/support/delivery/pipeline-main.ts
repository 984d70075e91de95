// A process that is one pipeline: goes so many ticks each time it is told to, and says what CPU time
// that took.
import { herningFleet } from "@ven/simulator/fleets";
import { benchFleet } from "./bench-fleet.ts";
import { ourEncoding, stringifying } from "./encode-pipelines.ts";
import { naivePipeline } from "./naive-pipeline.ts";
import { ourPipeline } from "./our-pipeline.ts";
import { ourOutbox, rowOutbox } from "./outbox-pipelines.ts";
import type { PIPELINES, Pipeline, PipelineGroup } from "./pipeline.ts";
import { simulating } from "./simulating.ts";
import { undiciPipeline } from "./undici-pipeline.ts";

type Openers = {
  readonly [Group in PipelineGroup]: Readonly<
    Record<(typeof PIPELINES)[Group][number], (origin: string) => Promise<Pipeline>>
  >;
};

/** Ten VENs, each with 720 loads. */
const fleetOf720 = benchFleet(10, 120);
/** Three, each with 7,200. */
const fleetOf7200 = benchFleet(3, 1_200);
const fleet = herningFleet;
const durability = "process";
const protocol = "3.1.0";

const openers: Openers = {
  single: {
    ours: (origin) => ourPipeline({ origin, fleet, durability, protocol, maxReadingsPerReport: 1 }),
    oursFlat: (origin) => ourPipeline({ origin, fleet, durability, protocol: "flat" }),
    naive: (origin) => naivePipeline({ origin, fleet, mode: "single", keepsRows: true }),
  },
  batch720: {
    process: (origin) => ourPipeline({ origin, fleet: fleetOf720, durability, protocol }),
    powerLoss: (origin) =>
      ourPipeline({ origin, fleet: fleetOf720, durability: "power-loss", protocol }),
    naive: (origin) => naivePipeline({ origin, fleet: fleetOf720, mode: "batch", keepsRows: true }),
    naiveNoRows: (origin) =>
      naivePipeline({ origin, fleet: fleetOf720, mode: "batch", keepsRows: false }),
  },
  batch7200: {
    process: (origin) => ourPipeline({ origin, fleet: fleetOf7200, durability, protocol }),
    undici: (origin) => undiciPipeline(origin),
  },
  encode: { ours: ourEncoding, stringify: stringifying },
  simulate: { ours: simulating },
  outbox: { ours: ourOutbox, rows: rowOutbox },
};

const [group = "", name = "", origin = ""] = process.argv.slice(2);
const ofGroup: Readonly<Record<string, (origin: string) => Promise<Pipeline>>> =
  openers[group as PipelineGroup];
const pipeline = await ofGroup[name]?.(origin);
if (pipeline === undefined) throw new Error(`there is no pipeline ${group} ${name}`);

process.on("message", async ({ tickCount }: { tickCount: number }) => {
  const before = process.cpuUsage();
  let readingCount = 0;
  for (let tick = 0; tick < tickCount; tick += 1) readingCount += await pipeline.tick();
  await pipeline.finish?.();
  const { user, system } = process.cpuUsage(before);
  process.send?.({ spentUs: user + system, readingCount });
});
process.once("disconnect", async () => {
  await pipeline[Symbol.asyncDispose]();
  process.exit();
});
process.send?.("ready");
