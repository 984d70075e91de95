import type { BenchPrograms } from "./bench-programs.ts";
import { startChild } from "./child-process.ts";
import { startVtnSink } from "./vtn-sink.ts";

/** How a process with a large fleet fares. */
export interface LargeFleetFigures {
  /** Longest that its event loop stood still, ms. */
  readonly stallMs: number;
  /** Most memory that it took, MB. */
  readonly rssMB: number;
  /** CPU time. */
  readonly nsPerReading: number;
}

/** Lets a fleet of 10,000 VENs of 12 loads report a few times, in a process of its own. */
export async function measureLargeFleet(programs: BenchPrograms): Promise<LargeFleetFigures> {
  await using sink = await startVtnSink(programs);
  await using child = await startChild(programs.paths.largeFleet, [sink.origin]);
  return (await child.ask("go")) as LargeFleetFigures;
}
