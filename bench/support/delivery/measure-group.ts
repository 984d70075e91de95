import type { BenchPrograms } from "./bench-programs.ts";
import { type BenchChild, startChild } from "./child-process.ts";
import type { PIPELINES, PipelineGroup } from "./pipeline.ts";
import { startVtnSink, type VtnSink } from "./vtn-sink.ts";

/** What CPU time each pipeline is given to let V8 compile it, before it is measured, µs. */
const WARM_US = 4_000_000;
/** Slices in which the pipelines take turns, so that what else the machine does hits all. */
const SLICES = 4;

/** Ticks in a slice of each pipeline: about as long for each, and so that each of a kind has enough. */
const SLICE_TICKS = {
  single: { ours: 12, oursFlat: 12, naive: 3 },
  batch720: { process: 200, powerLoss: 200, naive: 20, naiveNoRows: 40 },
  batch7200: { process: 100, undici: 800 },
  encode: { ours: 400, stringify: 10 },
  simulate: { ours: 2_000 },
  outbox: { ours: 150, rows: 6 },
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
  programs: BenchPrograms,
): Promise<CostOf<Group>> {
  await using sink = await startVtnSink(programs);
  const known = new Map<string, Progress>();
  try {
    for (const [name, tickCount] of Object.entries(SLICE_TICKS[group])) {
      const child = await startChild(programs.paths.pipeline, [group, name, sink.origin]);
      known.set(name, { child, tickCount, readingCount: 0, measuredUs: 0, measuredCount: 0 });
    }
    for (const progress of known.values()) await warmUp(progress);
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

async function warmUp(progress: Progress): Promise<void> {
  for (let spentUs = 0; spentUs < WARM_US; ) spentUs += (await runSlice(progress)).spentUs;
}

async function takeTurns(all: readonly Progress[], round: number): Promise<void> {
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (let turn = 0; turn < all.length; turn += 1) {
      const progress = all[(turn + slice + round) % all.length];
      if (progress === undefined) continue;
      const { spentUs, readingCount } = await runSlice(progress);
      progress.measuredUs += spentUs;
      progress.measuredCount += readingCount;
    }
  }
}

async function runSlice(
  progress: Progress,
): Promise<{ readonly spentUs: number; readonly readingCount: number }> {
  const { child, tickCount } = progress;
  const slice = (await child.ask({ tickCount })) as {
    readonly spentUs: number;
    readonly readingCount: number;
  };
  progress.readingCount += slice.readingCount;
  return slice;
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
