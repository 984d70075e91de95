import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fleetSource } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { type ReplayMeters, replayFleet } from "@ven/simulator/replay";
import h5wasm from "h5wasm/node";
import { afterAll } from "vitest";

/** A folder for the files of one test file, removed after its tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ven-replay-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a CSV. @returns its path */
export function writeCsv(folder: string, lines: readonly string[], name = "meters.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/** Rows of [unix seconds, W]. */
export type Hdf5Rows = readonly (readonly [number, number])[];

/** Writes an HDF5 file of data sets by path. @returns its path */
export async function writeHdf5(
  folder: string,
  dataSets: Readonly<Record<string, Hdf5Rows>>,
  name = "meters.h5",
): Promise<string> {
  await h5wasm.ready;
  const path = join(folder, name);
  const file = new h5wasm.File(path, "w");
  for (const [dataPath, rows] of Object.entries(dataSets)) {
    const groups = dataPath.split("/");
    const dataName = groups.pop() ?? "";
    let group: InstanceType<typeof h5wasm.Group> = file;
    for (const groupName of groups) {
      const known = group.get(groupName);
      group = known instanceof h5wasm.Group ? known : group.create_group(groupName);
    }
    group.create_dataset({
      name: dataName,
      data: new Float64Array(rows.flat()),
      shape: [rows.length, 2],
    });
  }
  file.close();
  return path;
}

/** A simulator whose fleet is the file's own meters, of a VEN named "Replay". */
export async function simulate(replay: ReplayMeters): Promise<MeterDataSimulator> {
  const simulator = MeterDataSimulator.isolated({
    source: fleetSource(replayFleet(replay, { venId: "Replay" })),
    meters: replay,
  });
  await simulator.initializeResources();
  return simulator;
}

/** The powers of the next steps, W by row; begins with the current one. */
export function readSteps(simulator: MeterDataSimulator, count: number): number[][] {
  return Array.from({ length: count }, (_, step) => {
    if (step > 0) simulator.increaseTime();
    return [...simulator.collectColumns("Replay").powerW];
  });
}
