import { bundlePrograms } from "../../bundle-programs.ts";

/** The programs that a chaos run starts as processes of their own, in one file each. */
export interface ChaosPrograms extends AsyncDisposable {
  readonly sender: string;
  readonly vtn: string;
  readonly outage: string;
}

/** Builds the programs from source. */
export async function buildProcesses(): Promise<ChaosPrograms> {
  const programs = await bundlePrograms({
    sender: new URL("../sender/sender-process.ts", import.meta.url),
    vtn: new URL("../vtn/vtn-process.ts", import.meta.url),
    outage: new URL("../outage/outage-process.ts", import.meta.url),
  });
  return {
    ...programs.paths,
    [Symbol.asyncDispose]: () => programs[Symbol.asyncDispose](),
  };
}
