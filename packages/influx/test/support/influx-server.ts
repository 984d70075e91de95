import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseProcess, isInstalled } from "./database-process.ts";

/** Why tests that need an InfluxDB 1.x cannot run here; undefined where they can. */
export const influxMissing: string | undefined = isInstalled("influxd", ["version"])
  ? undefined
  : "influxd is not installed (Debian and Ubuntu: apt-get install influxdb)";

/** An InfluxDB 1.x of a test's own, on this machine's loopback only. */
export interface InfluxServer extends AsyncDisposable {
  readonly url: string;
  /** Answers a query of InfluxQL: rows of one database, by column. */
  query(influxQl: string, database?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Ends the process; its data stay. */
  stop(): Promise<void>;
  /** Begins it anew on the same port and with the same data. */
  start(): Promise<void>;
}

/**
 * Starts an InfluxDB 1.x in a temporary folder.
 *
 * @param options.auth - ask everybody for a user name and a password; `admin` with `secret-1` is there
 */
export async function startInflux(
  options: { readonly auth?: boolean } = {},
): Promise<InfluxServer> {
  const { auth = false } = options;
  const folder = mkdtempSync(join(tmpdir(), "ven-influx-"));
  const configFile = join(folder, "influxdb.conf");
  // It chooses a port the first time, and keeps it.
  let port = 0;
  let process: DatabaseProcess | undefined;
  const server: InfluxServer = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    async query(influxQl, database = "") {
      const search = new URLSearchParams({ q: influxQl, db: database, epoch: "ms" });
      const headers: Record<string, string> = auth
        ? { authorization: `Basic ${btoa("admin:secret-1")}` }
        : {};
      const response = await fetch(`${server.url}/query?${search}`, { method: "POST", headers });
      return rowsOf(await response.text());
    },
    async stop() {
      await process?.end();
      process = undefined;
    },
    async start() {
      writeFileSync(configFile, configuration(folder, port, auth));
      process = new DatabaseProcess("influxd", ["run", "-config", configFile]);
      port = Number(await process.hasSaid(/Listening on HTTP.* addr=127\.0\.0\.1:(\d+) /));
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  if (auth) await server.query("CREATE USER admin WITH PASSWORD 'secret-1' WITH ALL PRIVILEGES");
  return server;
}

function configuration(folder: string, port: number, auth: boolean): string {
  return `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${join(folder, "meta")}"
[data]
  dir = "${join(folder, "data")}"
  wal-dir = "${join(folder, "wal")}"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
  auth-enabled = ${auth}
[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[continuous_queries]
  enabled = false
`;
}

function rowsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  const answer = JSON.parse(text) as {
    readonly error?: string;
    readonly results?: readonly {
      readonly error?: string;
      readonly series?: readonly {
        readonly columns: readonly string[];
        readonly values: readonly (readonly unknown[])[];
      }[];
    }[];
  };
  const { error, series = [] } = answer.results?.[0] ?? { error: answer.error };
  if (error !== undefined) throw new Error(error);
  return series.flatMap(({ columns, values }) =>
    values.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
  );
}
