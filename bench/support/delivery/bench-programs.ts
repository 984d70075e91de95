import { type BundledPrograms, bundlePrograms } from "../../../scripts/bundle-programs.ts";

/** The programs that the bench of delivery starts, bundled as users run the packages. */
export type BenchPrograms = BundledPrograms<"pipeline" | "largeFleet" | "sink">;

export function bundleBenchPrograms(): Promise<BenchPrograms> {
  return bundlePrograms({
    pipeline: new URL("./pipeline-main.ts", import.meta.url),
    largeFleet: new URL("./large-fleet-main.ts", import.meta.url),
    sink: new URL("./vtn-sink-main.ts", import.meta.url),
  });
}
