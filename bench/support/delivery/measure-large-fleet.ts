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
export async function measureLargeFleet(): Promise<LargeFleetFigures> {
  await using sink = await startVtnSink();
  const main = new URL("./large-fleet-main.ts", import.meta.url);
  await using child = await startChild(main, [sink.origin]);
  return (await child.ask("go")) as LargeFleetFigures;
}
