import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { VenFolder } from "./test-terminal.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const program = fileURLToPath(new URL("./ven-process.mts", import.meta.url));

/** A `ven` that can be killed. */
export interface SpawnedVen {
  /** Ends it as a loss of power would. */
  kill(): Promise<void>;
  readonly process: ChildProcess;
}

/** Starts `ven` in a process of its own, from its source. */
export function spawnVen(folder: VenFolder, args: readonly string[]): SpawnedVen {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], {
    cwd: root,
    env: { ...process.env, TEST_FOLDER: folder.path },
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    process: child,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
