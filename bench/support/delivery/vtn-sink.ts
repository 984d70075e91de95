import type { BenchPrograms } from "./bench-programs.ts";
import { startChild } from "./child-process.ts";

/** A VTN in a process of its own that keeps nothing. */
export interface VtnSink extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** How many reports it has answered, by its own count. */
  countReports(): Promise<number>;
}

/** Starts one on a free loopback port. */
export async function startVtnSink({ paths }: BenchPrograms): Promise<VtnSink> {
  const child = await startChild(paths.sink);
  const { port } = child.greeting as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    countReports: async () => ((await child.ask("count")) as { reportCount: number }).reportCount,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
