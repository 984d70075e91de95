import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseProcess, freePort, isInstalled } from "./database-process.ts";

/** Why tests that need a server of the 2.x write path cannot run here; undefined where they can. */
export const victoriaMetricsMissing: string | undefined = isInstalled("victoria-metrics", [
  "-version",
])
  ? undefined
  : "victoria-metrics is not installed (Debian and Ubuntu: apt-get install victoria-metrics)";

/** A series as the server exports it. */
export interface ExportedSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly number[];
  readonly timestamps: readonly number[];
}

/** A server that takes what InfluxDB 2.x takes at `/api/v2/write`. */
export interface VictoriaMetrics extends AsyncDisposable {
  readonly url: string;
  /** All series of one name, such as `ven_reading_power_w`. */
  export(name: string): Promise<readonly ExportedSeries[]>;
}

/** Starts one in a temporary folder, on this machine's loopback only. */
export async function startVictoriaMetrics(): Promise<VictoriaMetrics> {
  const folder = mkdtempSync(join(tmpdir(), "ven-victoria-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = new DatabaseProcess("victoria-metrics", [
    `-httpListenAddr=127.0.0.1:${port}`,
    `-storageDataPath=${folder}`,
    "-retentionPeriod=100y",
    "-memory.allowedBytes=64MB",
    // What comes twice for one instant is kept once, as InfluxDB does.
    "-dedup.minScrapeInterval=1ms",
  ]);
  await process.hasSaid(/(started VictoriaMetrics in)/);
  await isListening(url);
  return {
    url,
    async export(name) {
      await fetch(`${url}/internal/force_flush`);
      const response = await fetch(`${url}/api/v1/export?match[]=${name}`);
      const lines = (await response.text()).split("\n").filter((line) => line !== "");
      return lines.map((line) => JSON.parse(line) as ExportedSeries);
    },
    async [Symbol.asyncDispose]() {
      await process.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isListening(url: string): Promise<void> {
  for (let each = 0; each < 200; each += 1) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("victoria-metrics does not listen");
}
