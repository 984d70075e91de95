import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parquetWriteFile } from "hyparquet-writer";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  readSteps,
  simulate,
  temporaryFolder,
  writeCsv,
  writeHdf5,
} from "../support/replay-files.ts";

type Replay = typeof import("@ven/simulator/replay");

const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
const folder = temporaryFolder();

describe("the replay entry, built", () => {
  const builds = new Map<string, Replay>();
  let built: string;

  beforeAll(async () => {
    // Below this package's node_modules, so that its dependencies are found as for a user.
    const cache = join(packageFolder, "node_modules", ".cache");
    mkdirSync(cache, { recursive: true });
    built = mkdtempSync(join(cache, "replay-"));
    await build({
      entry: { replay: join(packageFolder, "src/replay.ts") },
      format: ["esm", "cjs"],
      outDir: built,
      tsconfig: join(packageFolder, "../../tsconfig.json"),
      external: ["h5wasm", "csv-parse", "hyparquet", "hyparquet-compressors"],
      noExternal: ["@ven/core"],
      platform: "neutral",
      target: "node20",
      treeshake: true,
      config: false,
      silent: true,
    });
    builds.set("ESM", await import(pathToFileURL(join(built, "replay.js")).href));
    builds.set("CJS", createRequire(import.meta.url)(join(built, "replay.cjs")));
  });

  afterAll(() => rmSync(built, { recursive: true, force: true }));

  it.each(["ESM", "CJS"])("reads HDF5, CSV and Parquet as %s", async (format) => {
    const replays = builds.get(format);
    const rows = [
      [0, 1],
      [60, 2],
    ] as const;
    const hdf5 = await writeHdf5(folder, { "meters/meter_a/load_0/power": rows });
    const csv = writeCsv(folder, ["time,a", "0,1", "60,2"]);
    const parquet = join(folder, "meters.parquet");
    parquetWriteFile({
      filename: parquet,
      columnData: [
        { name: "time", data: [0, 60], type: "INT32" },
        { name: "a", data: [1, 2], type: "DOUBLE" },
      ],
    });
    const table = {
      layout: "wide",
      unit: "W",
      timestamps: { column: "time", format: "unix-s" },
    } as const;
    const opened = [
      await replays?.openHdf5Replay(hdf5),
      await replays?.openCsvReplay(csv, table),
      await replays?.openParquetReplay(parquet, table),
    ];
    for (const replay of opened) {
      expect(replay?.stepMs).toBe(60_000);
      if (replay !== undefined) expect(readSteps(await simulate(replay), 2)).toEqual([[1], [2]]);
    }
  });
});
