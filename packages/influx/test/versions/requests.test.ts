import { type InfluxOptions, openInflux } from "@ven/influx";
import { describe, expect, it } from "vitest";
import { allOf } from "../support/all-of.ts";
import { columnsAt, layoutOf, rowsOf, T0 } from "../support/named-columns.ts";
import { startRecordingServer } from "../support/recording-server.ts";

const pub = layoutOf("Herning", [{ resourceId: "r-1", name: "Murphy's Pub" }], ["load_0"]);
const tick = columnsAt(pub, T0, [1_500]);
const period = { venId: "O'Brien", fromMs: T0, toMs: T0 + 60_000 };

const influxQl =
  'SELECT "power_w", "delivered", "resource", "resource_id", "load" FROM "ven_reading" ' +
  `WHERE "ven" = 'O\\'Brien' AND time >= 1737036000000ms AND time < 1737036060000ms ORDER BY time ASC LIMIT 10000`;
const q = new URLSearchParams({ q: influxQl });

/** Options without their address. */
type Addressless = InfluxOptions extends infer Each
  ? Each extends InfluxOptions
    ? Omit<Each, "url">
    : never
  : never;

const versions: readonly {
  readonly title: string;
  readonly options: Addressless;
  readonly writePath: string;
  readonly queryPath: string;
  readonly authorization: string | undefined;
}[] = [
  {
    title: "1.x",
    options: { version: "1", database: "my fleet" },
    writePath: "/write?db=my+fleet&precision=ms",
    queryPath: `/query?db=my+fleet&epoch=ms&${q}`,
    authorization: undefined,
  },
  {
    title: "1.x with a user and a retention policy",
    options: {
      version: "1",
      database: "d",
      retentionPolicy: "a year",
      username: "ven",
      password: "pä:ss",
    },
    writePath: "/write?db=d&rp=a+year&precision=ms",
    queryPath: `/query?db=d&rp=a+year&epoch=ms&${q}`,
    authorization: `Basic ${Buffer.from("ven:pä:ss").toString("base64")}`,
  },
  {
    title: "2.x",
    options: { version: "2", org: "my org", bucket: "fleet", token: "t0ken==" },
    writePath: "/api/v2/write?org=my+org&bucket=fleet&precision=ms",
    queryPath: `/query?db=fleet&epoch=ms&${q}`,
    authorization: "Token t0ken==",
  },
  {
    title: "2.x with a bucket that has a retention policy in its name",
    options: { version: "2", org: "o", bucket: "fleet/autogen" },
    writePath: "/api/v2/write?org=o&bucket=fleet%2Fautogen&precision=ms",
    queryPath: `/query?db=fleet&rp=autogen&epoch=ms&${q}`,
    authorization: undefined,
  },
  {
    title: "3.x",
    options: { version: "3", bucket: "fleet", token: "t0ken" },
    writePath: "/api/v2/write?bucket=fleet&precision=ms",
    queryPath: `/query?db=fleet&epoch=ms&${q}`,
    authorization: "Bearer t0ken",
  },
];

describe.each(versions)(
  "requests to InfluxDB $title",
  ({ options, writePath, queryPath, authorization }) => {
    it("write and mark line protocol", async () => {
      await using server = await startRecordingServer();
      await using cache = openInflux({ ...options, url: server.url });
      await cache.write(tick);
      await cache.markDelivered(tick);
      const line =
        "ven_reading,load=load_0,resource=Murphy's\\ Pub,resource_id=r-1,ven=Herning power_w=1500";
      expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
        ["POST", writePath, `${line} ${T0}\n`],
        ["POST", writePath, `${line},delivered=true ${T0}\n`],
      ]);
      for (const { headers } of server.requests) {
        expect(headers.authorization).toBe(authorization);
        expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
      }
    });

    it("read by InfluxQL, and take the answer", async () => {
      const columns = ["time", "power_w", "delivered", "resource", "resource_id", "load"];
      const values = [[T0, 1_500, null, "Murphy's Pub", "r-1", "load_0"]];
      const series = [{ name: "ven_reading", columns, values }];
      await using server = await startRecordingServer((_, response) =>
        response.end(JSON.stringify({ results: [{ statement_id: 0, series }] })),
      );
      await using cache = openInflux({ ...options, url: `${server.url}/base/` });
      const ticks = await allOf(cache.read(period));
      expect(ticks.map(rowsOf)).toEqual([rowsOf(tick)]);
      expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
        ["GET", `/base${queryPath}`, ""],
      ]);
      expect(server.requests[0]?.headers.authorization).toBe(authorization);
    });

    it("ping", async () => {
      await using server = await startRecordingServer((_, response) =>
        response.writeHead(204, { "x-influxdb-version": "v2.7.1" }).end(),
      );
      await using cache = openInflux({ ...options, url: server.url });
      expect(await cache.ping()).toEqual({ serverVersion: "v2.7.1" });
      expect(server.requests.map(({ method, path }) => [method, path])).toEqual([["GET", "/ping"]]);
    });
  },
);

describe("the database of InfluxDB 1.x", () => {
  it("is made once it is known to be missing, and the lines go again", async () => {
    let answerCount = 0;
    await using server = await startRecordingServer((_, response) => {
      answerCount += 1;
      if (answerCount === 1) response.writeHead(404).end('{"error":"database not found: \\"a\\""}');
      else response.writeHead(204).end();
    });
    await using cache = openInflux({ version: "1", url: server.url, database: 'a"\\b' });
    await cache.write(tick);
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/write?db=a%22%5Cb&precision=ms",
      `/query?${new URLSearchParams({ q: 'CREATE DATABASE "a\\"\\\\b"' })}`,
      "/write?db=a%22%5Cb&precision=ms",
    ]);
    expect(server.requests[2]?.body).toBe(server.requests[0]?.body);
  });

  it("is not made because an address is wrong", async () => {
    await using server = await startRecordingServer((_, response) =>
      response.writeHead(404).end("404 page not found"),
    );
    await using cache = openInflux({ version: "1", url: server.url, database: "d" });
    await expect(cache.write(tick)).rejects.toMatchObject({ code: "INFLUX_MISCONFIGURED" });
    expect(server.requests.map(({ path }) => path)).toEqual(["/write?db=d&precision=ms"]);
  });

  it("is not tried again and again where it cannot be made", async () => {
    await using server = await startRecordingServer(({ path }, response) =>
      path.startsWith("/query")
        ? response.writeHead(403).end('{"error":"not allowed"}')
        : response.writeHead(404).end('{"error":"database not found"}'),
    );
    await using cache = openInflux({ version: "1", url: server.url, database: "d" });
    await expect(cache.write(tick)).rejects.toMatchObject({
      code: "INFLUX_MISCONFIGURED",
      message: expect.stringMatching(
        /^cannot create database d: .* answered 403 \(not allowed\); check the token/,
      ),
    });
    expect(server.requests).toHaveLength(2);
  });
});
