import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What a simulator keeps, and leaves behind; see `fleet-memory-main.ts`. */
export interface FleetMemory {
  readonly bytesPerLoad: number;
  readonly heapBytesPerReading: number;
}

/** Measures in a process of its own, whose heap nothing else uses. */
export async function fleetMemory(): Promise<FleetMemory> {
  const main = fileURLToPath(new URL("./fleet-memory-main.ts", import.meta.url));
  const flags = [
    "--import",
    "tsx",
    "--expose-gc",
    "--min-semi-space-size=256",
    "--max-semi-space-size=256",
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, main]);
  return JSON.parse(stdout) as FleetMemory;
}
