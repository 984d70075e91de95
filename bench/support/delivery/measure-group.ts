import { type BenchChild, startChild } from "./child-process.ts";
import type { PIPELINES, PipelineGroup } from "./pipeline.ts";
import { startVtnSink, type VtnSink } from "./vtn-sink.ts";

/** Slices before those that are measured, which let V8 compile. */
const WARM_SLICES = 3;
/** Slices in which the pipelines take turns, so that what else the machine does hits all. */
const SLICES = 4;

/** Ticks in a slice of each pipeline: about as long for each, and so that each of a kind has enough. */
const SLICE_TICKS = {
  single: { ours: 4, oursFlat: 4, naive: 1 },
  batch720: { process: 20, powerLoss: 20, naive: 3, naiveNoRows: 6 },
  batch7200: { process: 15, undici: 100 },
  encode: { ours: 20, stringify: 2 },
  simulate: { ours: 300 },
  outbox: { ours: 40, rows: 3 },
} as const satisfies {
  readonly [Group in PipelineGroup]: Readonly<Record<(typeof PIPELINES)[Group][number], number>>;
};

/** How many readings a report has; `undefined`: none is sent. */
const READINGS_PER_REPORT: Readonly<Record<PipelineGroup, number | undefined>> = {
  single: 1,
  batch720: 720,
  batch7200: 7_200,
  encode: undefined,
  simulate: undefined,
  outbox: undefined,
};

type CostOf<Group extends PipelineGroup> = Readonly<
  Record<(typeof PIPELINES)[Group][number], number>
>;

/** What one pipeline has done so far. */
interface Progress {
  readonly child: BenchChild;
  readonly tickCount: number;
  readingCount: number;
  measuredUs: number;
  measuredCount: number;
}

/**
 * Lets the pipelines of a group take turns, each in a process of its own.
 *
 * @returns what CPU time a reading took in each, ns
 * @throws {Error} if the sink did not get every report
 */
export async function measureGroup<Group extends PipelineGroup>(
  group: Group,
  round: number,
): Promise<CostOf<Group>> {
  await using sink = await startVtnSink();
  const known = new Map<string, Progress>();
  try {
    for (const [name, tickCount] of Object.entries(SLICE_TICKS[group])) {
      const main = new URL("./pipeline-main.ts", import.meta.url);
      const child = await startChild(main, [group, name, sink.origin]);
      known.set(name, { child, tickCount, readingCount: 0, measuredUs: 0, measuredCount: 0 });
    }
    await takeTurns([...known.values()], round);
    await checkReports(group, [...known.values()], sink);
  } finally {
    for (const { child } of known.values()) await child[Symbol.asyncDispose]();
  }
  const costs = [...known].map(([name, { measuredUs, measuredCount }]) => [
    name,
    (measuredUs * 1_000) / measuredCount,
  ]);
  return Object.fromEntries(costs) as CostOf<Group>;
}

async function takeTurns(all: readonly Progress[], round: number): Promise<void> {
  for (let slice = 0; slice < WARM_SLICES + SLICES; slice += 1) {
    for (let turn = 0; turn < all.length; turn += 1) {
      const progress = all[(turn + slice + round) % all.length];
      if (progress === undefined) continue;
      const { tickCount } = progress;
      const answer = (await progress.child.ask({ tickCount })) as {
        readonly spentUs: number;
        readonly readingCount: number;
      };
      progress.readingCount += answer.readingCount;
      if (slice < WARM_SLICES) continue;
      progress.measuredUs += answer.spentUs;
      progress.measuredCount += answer.readingCount;
    }
  }
}

async function checkReports(
  group: PipelineGroup,
  all: readonly Progress[],
  sink: VtnSink,
): Promise<void> {
  const readingCount = all.reduce((sum, progress) => sum + progress.readingCount, 0);
  const perReport = READINGS_PER_REPORT[group];
  const expected = perReport === undefined ? 0 : readingCount / perReport;
  const answered = await sink.countReports();
  if (answered !== expected) {
    throw new Error(`${group}: ${answered} of ${expected} reports arrived`);
  }
}
