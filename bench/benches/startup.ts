import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench } from "../bench.ts";

export const bench: Bench = {
  about: "seconds from `npm start` on a built tree to the first report that the VTN accepted",
  rounds: 5,
  async run() {
    const startedMs = performance.now();
    const child = spawn(
      "npm",
      ["start", "--", "--ticks", "1", "--every", "1s", "--log-level", "debug"],
      {
        cwd: fileURLToPath(new URL("../..", import.meta.url)),
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let firstMs: number | undefined;
    let output = "";
    child.stdout.on("data", (chunk) => {
      if (firstMs !== undefined) return;
      output += chunk;
      if (output.includes("Successfully reported")) firstMs = performance.now();
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0 || firstMs === undefined) {
      throw new Error(`npm start ended with ${code} without an accepted report`);
    }
    return { warmStartSeconds: (firstMs - startedMs) / 1_000 };
  },
};
