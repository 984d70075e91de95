import type { NamedColumns } from "@ven/core";
import { RecordingLogger } from "@ven/core/testing";
import { type InfluxCache, openInflux } from "@ven/influx";
import { InfluxDB as NodeInflux } from "influx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allOf } from "./support/all-of.ts";
import { type InfluxServer, influxMissing, startInflux } from "./support/influx-server.ts";
import { columnsAt, layoutOf, rowsOf, T0, twoPubs } from "./support/named-columns.ts";

if (influxMissing !== undefined) console.warn(`skipped: ${influxMissing}`);

describe.skipIf(influxMissing !== undefined)("a cache in InfluxDB 1.x", () => {
  let server: InfluxServer;
  let databaseCount = 0;

  beforeAll(async () => {
    server = await startInflux();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  /** A cache in a database of its own. */
  function openCache(more: { logger?: RecordingLogger } = {}): InfluxCache & { database: string } {
    databaseCount += 1;
    const database = `fleet "${databaseCount}"`;
    const cache = openInflux({ version: "1", url: server.url, database, ...more });
    return Object.assign(cache, { database });
  }

  async function readAll(
    cache: InfluxCache,
    options: Partial<Parameters<InfluxCache["read"]>[0]> = {},
  ): Promise<readonly NamedColumns[]> {
    const period = { venId: "Herning", fromMs: T0, toMs: T0 + 86_400_000, ...options };
    return await allOf(cache.read(period));
  }

  it("gives back what was written, tick by tick, in the order of time", async () => {
    await using cache = openCache();
    for (const tick of [2, 0, 1]) {
      await cache.write(columnsAt(twoPubs, T0 + tick * 60_000, [tick, 20.5, -30.1, 1e-7]));
    }
    const ticks = await readAll(cache);
    expect(ticks.map(rowsOf)).toEqual(
      [0, 1, 2].map((tick) => [
        [T0 + tick * 60_000, "r-1", "Murphy's Pub", "load_0", tick],
        [T0 + tick * 60_000, "r-1", "Murphy's Pub", "load_1", 20.5],
        [T0 + tick * 60_000, "r-2", "The Anchor", "load_0", -30.1],
        [T0 + tick * 60_000, "r-2", "The Anchor", "load_1", 1e-7],
      ]),
    );
    expect(new Set(ticks.map(({ layout }) => layout)).size).toBe(1);
  });

  it("keeps one point for each reading, with its names as tags", async () => {
    await using cache = openCache();
    await cache.write(columnsAt(twoPubs, T0, [1, 2, 3, 4]));
    const rows = await server.query(
      `SELECT * FROM "ven_reading" WHERE "load" = 'load_1'`,
      cache.database,
    );
    expect(rows).toEqual([
      {
        time: T0,
        load: "load_1",
        power_w: 2,
        resource: "Murphy's Pub",
        resource_id: "r-1",
        ven: "Herning",
      },
      {
        time: T0,
        load: "load_1",
        power_w: 4,
        resource: "The Anchor",
        resource_id: "r-2",
        ven: "Herning",
      },
    ]);
  });

  it("makes its database at the first write, and says so", async () => {
    const logger = new RecordingLogger();
    await using cache = openCache({ logger });
    await cache.write(columnsAt(twoPubs, T0, [1, 2, 3, 4]));
    await cache.write(columnsAt(twoPubs, T0 + 1, [1, 2, 3, 4]));
    expect(logger.messages("info")).toEqual(["influx database created"]);
    const databases = await server.query("SHOW DATABASES");
    expect(databases.map(({ name }) => name)).toContain(cache.database);
  });

  it("makes no database where it is told not to, and says what to do", async () => {
    const options = { url: server.url, database: "nowhere", createDatabase: false } as const;
    await using cache = openInflux({ version: "1", ...options });
    await expect(cache.write(columnsAt(twoPubs, T0, [1, 2, 3, 4]))).rejects.toMatchObject({
      code: "INFLUX_MISCONFIGURED",
      status: 404,
      isRetryable: false,
      message: `cannot write readings to database nowhere: InfluxDB at ${server.url} answered 404 (database not found: "nowhere"); check the address, the version, and that the database or bucket is there`,
    });
    await expect(readAll(cache)).rejects.toMatchObject({ code: "INFLUX_MISCONFIGURED" });
    expect((await server.query("SHOW DATABASES")).map(({ name }) => name)).not.toContain("nowhere");
  });

  it("has each reading once, however often it is written and marked, in whatever order", async () => {
    await using cache = openCache();
    const columns = columnsAt(twoPubs, T0, [1, 2, 3, 4]);
    await cache.markDelivered(columns);
    await cache.write(columns);
    await cache.write(columns);
    await cache.markDelivered(columns);
    expect(await server.query('SELECT count(*) FROM "ven_reading"', cache.database)).toMatchObject([
      { count_power_w: 4, count_delivered: 4 },
    ]);
    expect((await readAll(cache)).map(rowsOf)).toEqual([rowsOf(columns)]);
  });

  it("gives only what is not delivered where that is asked for", async () => {
    await using cache = openCache();
    const ticks = [0, 1, 2].map((tick) => columnsAt(twoPubs, T0 + tick * 1_000, [1, 2, 3, 4]));
    for (const tick of ticks) await cache.write(tick);
    await cache.markDelivered(columnsAt(twoPubs, T0, [1, 2, 3, 4]));
    const { NaN: missing } = Number;
    await cache.markDelivered(columnsAt(twoPubs, T0 + 1_000, [missing, 2, missing, missing]));
    const left = await readAll(cache, { undeliveredOnly: true });
    expect(
      left.map((columns) => rowsOf(columns).map(([atMs, , , , power]) => [atMs - T0, power])),
    ).toEqual([
      [
        [1_000, 1],
        [1_000, 3],
        [1_000, 4],
      ],
      [
        [2_000, 1],
        [2_000, 2],
        [2_000, 3],
        [2_000, 4],
      ],
    ]);
  });

  it("passes over readings that are missing", async () => {
    await using cache = openCache();
    const { NaN: missing } = Number;
    await cache.write(columnsAt(twoPubs, T0, [missing, 2, missing, missing]));
    await cache.write(columnsAt(twoPubs, T0 + 1, [missing, missing, missing, missing]));
    expect((await readAll(cache)).map(rowsOf)).toEqual([
      [[T0, "r-1", "Murphy's Pub", "load_1", 2]],
    ]);
  });

  it("reads from its first bound to just before its second, also before 1970", async () => {
    await using cache = openCache();
    for (const atMs of [-1_500, -1_000, -1, 0, 1]) {
      await cache.write(columnsAt(twoPubs, atMs, [atMs, 0, 0, 0]));
    }
    const ticks = await readAll(cache, { fromMs: -1_000, toMs: 1 });
    expect(ticks.map(({ timestampMs }) => timestampMs[0])).toEqual([-1_000, -1, 0]);
    expect(await readAll(cache, { fromMs: -1_000, toMs: -1_000 })).toEqual([]);
  });

  it("reads one VEN, however many have readings at the same instant", async () => {
    await using cache = openCache();
    const names = ["Herning", "Herning 2", "herning", "' OR 1=1 --", "a\\' OR 'a'='a"];
    await Promise.all(
      names.map((venId, index) => {
        const layout = layoutOf(venId, [{ resourceId: "r-1", name: "Pub" }], ["load_0"]);
        return cache.write(columnsAt(layout, T0, [index]));
      }),
    );
    for (const [index, venId] of names.entries()) {
      const [tick, ...more] = await readAll(cache, { venId });
      expect([...(tick?.powerW ?? [])], venId).toEqual([index]);
      expect(tick?.layout.venId).toBe(venId);
      expect(more).toEqual([]);
    }
    expect(await readAll(cache, { venId: "Herning 3" })).toEqual([]);
  });

  it.each([1, 3, 4, 5, 7, 8, 1_000])("reads the same by %i rows at once", async (rowsPerQuery) => {
    await using cache = openCache();
    const ticks = Array.from({ length: 9 }, (_, tick) =>
      columnsAt(twoPubs, T0 + tick, [tick, tick + 0.1, tick + 0.2, tick + 0.3]),
    );
    await Promise.all(ticks.map((tick) => cache.write(tick)));
    const read = await readAll(cache, { rowsPerQuery });
    expect(read.map(rowsOf)).toEqual(ticks.map(rowsOf));
  });

  it("is read alike by the client for 1.x", async () => {
    await using cache = openCache();
    const layout = layoutOf("Århus, C=1", [{ resourceId: "r 1", name: 'a "b" = c' }], ["load_0"]);
    await cache.write(columnsAt(layout, T0, [12.5]));
    const { hostname, port } = new URL(server.url);
    const client = new NodeInflux({ host: hostname, port: Number(port), database: cache.database });
    const [row] = await client.query<Record<string, unknown>>('SELECT * FROM "ven_reading"');
    expect(row).toMatchObject({
      ven: "Århus, C=1",
      resource: 'a "b" = c',
      resource_id: "r 1",
      load: "load_0",
      power_w: 12.5,
    });
  });

  it("catches up once InfluxDB is back from being away", async () => {
    await using cache = openCache();
    const columns = columnsAt(twoPubs, T0, [1, 2, 3, 4]);
    await cache.write(columns);
    await server.stop();
    const later = columnsAt(twoPubs, T0 + 1, [5, 6, 7, 8]);
    await expect(cache.write(later)).rejects.toMatchObject({
      code: "INFLUX_UNREACHABLE",
      isRetryable: true,
      message: expect.stringMatching(
        /^cannot reach InfluxDB at http:.*ECONNREFUSED.*; check the address/,
      ),
    });
    await expect(cache.ping()).rejects.toMatchObject({ code: "INFLUX_UNREACHABLE" });
    await server.start();
    await cache.write(later);
    expect((await readAll(cache)).map(rowsOf)).toEqual([rowsOf(columns), rowsOf(later)]);
  });

  it("tells the server's version", async () => {
    await using cache = openCache();
    expect(await cache.ping()).toEqual({ serverVersion: expect.stringMatching(/^1\./) });
  });

  it("says which readings the retention policy refuses, and keeps the others", async () => {
    await server.query('CREATE DATABASE "short" WITH DURATION 1h NAME "hour"');
    const options = { url: server.url, database: "short", retentionPolicy: "hour" } as const;
    await using cache = openInflux({ version: "1", ...options });
    const nowMs = Math.floor(Date.now() / 1_000) * 1_000;
    const layout = layoutOf("Herning", [{ resourceId: "r-1", name: "Pub" }], ["load_0", "load_1"]);
    const columns = {
      layout,
      timestampMs: Float64Array.of(T0, nowMs),
      powerW: Float64Array.of(1, 2),
    };
    await expect(cache.write(columns)).rejects.toMatchObject({
      code: "INFLUX_REFUSED",
      status: 400,
      isRetryable: false,
      message: expect.stringContaining("points beyond retention policy dropped=1"),
    });
    const left = await readAll(cache, { toMs: nowMs + 1 });
    expect(left.map((tick) => [...tick.powerW])).toEqual([[2]]);
  });

  it("asks with user name and password, and tells neither when they are refused", async () => {
    await using guarded = await startInflux({ auth: true });
    const base = { version: "1", url: guarded.url, database: "d", username: "admin" } as const;
    await using cache = openInflux({ ...base, password: "secret-1" });
    await cache.write(columnsAt(twoPubs, T0, [1, 2, 3, 4]));
    expect(await readAll(cache)).toHaveLength(1);
    await using wrong = openInflux({ ...base, password: "wrong-password" });
    const error = await wrong.write(columnsAt(twoPubs, T0, [1, 2, 3, 4])).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "INFLUX_MISCONFIGURED", status: 401 });
    expect(String(error)).not.toContain("wrong-password");
  });
});
