import { openInflux } from "@ven/influx";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../src/reading/read-answer.ts";
import { allOf } from "../support/all-of.ts";
import { rowsOf, T0 } from "../support/named-columns.ts";
import { startRecordingServer } from "../support/recording-server.ts";

const columns = ["time", "power_w", "delivered", "resource", "resource_id", "load"];
const row = [T0, 1.5, null, "Pub", "r-1", "load_0"];

function answerWith(values: readonly unknown[], more: Record<string, unknown> = {}): string {
  return JSON.stringify({ results: [{ statement_id: 0, series: [{ columns, values, ...more }] }] });
}

/** Reads from a server that gives these answers, one for each query. */
async function readFrom(
  answers: readonly string[],
  more: { rowsPerQuery?: number; undeliveredOnly?: boolean } = {},
) {
  let answerCount = 0;
  await using server = await startRecordingServer((_, response) => {
    response.end(answers[answerCount]);
    answerCount += 1;
  });
  await using cache = openInflux({ version: "3", url: server.url, bucket: "fleet" });
  const period = { venId: "Herning", fromMs: T0, toMs: T0 + 60_000, ...more };
  const ticks = await allOf(cache.read(period));
  return {
    ticks,
    queries: server.requests.map(
      ({ path }) => new URLSearchParams(path.split("?")[1]).get("q") ?? "",
    ),
  };
}

describe("answers to a query", () => {
  it.each([
    ["", "it is not JSON ()"],
    ["<html>busy</html>", "it is not JSON (<html>busy</html>)"],
    ["[]", "the answer is no object"],
    ["{}", "it has not one result"],
    ['{"results":{}}', "results is no array"],
    ['{"results":[{},{}]}', "it has not one result"],
    ['{"results":[{"series":[{},{}]}]}', "it has more than one series"],
    ['{"results":[{"series":[{}]}]}', "columns is no array"],
    ['{"results":[{"series":[{"columns":["time"]}]}]}', "it has no column power_w"],
    [answerWith([7]), "a row is no array"],
    [answerWith([["2025-01-16", ...row.slice(1)]]), "a time is not in whole ms"],
    [answerWith([[T0, "1.5", ...row.slice(2)]]), "a power is not a number"],
    [
      answerWith([[T0, 1, null, null, "r-1", "load_0"]]),
      "a point has no tag resource that this package wrote",
    ],
    [
      answerWith([[T0, 1, null, "x".repeat(1_025), "r-1", "load_0"]]),
      "a point has no tag resource that this package wrote",
    ],
    [
      answerWith([[T0, 1, null, "Pub", "r%0A1", "load_0"]]),
      'ResourceId "r\\n1" is not valid: remove the control characters',
    ],
    [
      answerWith([[T0 - 1, ...row.slice(1)]]),
      "its times are out of order, or not those that were asked for",
    ],
    [
      answerWith([[T0 + 60_000, ...row.slice(1)]]),
      "its times are out of order, or not those that were asked for",
    ],
    [
      answerWith([[T0 + 1, ...row.slice(1)], row]),
      "its times are out of order, or not those that were asked for",
    ],
  ])("that are no such thing are refused by name: %s", async (text, fault) => {
    const error = await readFrom([text]).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: "INFLUX_ANSWER_INVALID",
      isRetryable: false,
      message: expect.stringContaining(
        `cannot read readings of Herning from bucket fleet: the answer of InfluxDB at http://127.0.0.1:`,
      ),
    });
    expect((error as Error).message.endsWith(`cannot be used: ${fault}`), String(error)).toBe(true);
  });

  it.each(['{"results":[{"error":"no such bucket"}]}', '{"error":"no such bucket"}'])(
    "that say what is wrong are quoted: %s",
    async (text) => {
      await expect(readFrom([text])).rejects.toMatchObject({
        code: "INFLUX_MISCONFIGURED",
        message: expect.stringMatching(/says: no such bucket; check that it is there$/),
      });
    },
  );

  it.each(['{"results":[]}', '{"results":[{}]}', '{"results":[{"statement_id":0,"series":[]}]}'])(
    "that have no rows have no readings: %s",
    async (text) => {
      if (text === '{"results":[]}')
        await expect(readFrom([text])).rejects.toThrow("not one result");
      else expect((await readFrom([text])).ticks).toEqual([]);
    },
  );

  it("are taken in any order of columns", async () => {
    const order = [5, 2, 0, 4, 1, 3];
    const shuffled = { columns: order.map((index) => columns[index]) };
    const { ticks } = await readFrom([answerWith([order.map((index) => row[index])], shuffled)]);
    expect(ticks.map(rowsOf)).toEqual([[[T0, "r-1", "Pub", "load_0", 1.5]]]);
  });

  it("keep the rows of a resource together, also where two have one name", async () => {
    const of = (id: string, load: string) => [T0, 1, null, "Pub", id, load];
    const values = [
      of("r-2", "load_0"),
      of("r-1", "load_0"),
      of("r-2", "load_1"),
      of("r-1", "load_1"),
    ];
    const { ticks } = await readFrom([answerWith(values)]);
    expect(ticks.map(({ layout }) => [layout.resources.length, [...layout.resourceIndex]])).toEqual(
      [[2, [0, 0, 1, 1]]],
    );
  });

  it("have the name that a resource had at the time", async () => {
    const named = (offsetMs: number, name: string) => [
      T0 + offsetMs,
      1,
      null,
      name,
      "r-1",
      "load_0",
    ];
    const { ticks } = await readFrom([
      answerWith([named(0, "Pub"), named(1, "Inn"), named(2, "Inn")]),
    ]);
    expect(ticks.map(({ layout }) => layout.resources[0]?.name)).toEqual(["Pub", "Inn", "Inn"]);
    expect(ticks[2]?.layout).toBe(ticks[1]?.layout);
  });

  it("may have points without a power, which are no readings", async () => {
    const { ticks } = await readFrom([answerWith([[T0, null, true, "Pub", "r-1", "load_0"]])]);
    expect(ticks).toEqual([]);
  });

  it("are either readings, an error, or refused, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((x) => `{"results":[{"series":[${x}]}]}`),
        ),
        (text) => {
          try {
            expect(["readings", "error"]).toContain(readAnswer(text).kind);
          } catch (error) {
            expect((error as Error).constructor.name).toBe("AnswerFault");
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("reading in pages", () => {
  const at = (offsetMs: number, load = "load_0") => [T0 + offsetMs, 1, null, "Pub", "r-1", load];

  it("goes on where the server cuts its answers short", async () => {
    const { ticks, queries } = await readFrom([
      answerWith([at(0), at(1), at(1, "load_1")], { partial: true }),
      answerWith([at(1), at(1, "load_1"), at(1, "load_2")]),
    ]);
    expect(ticks.map((tick) => tick.layout.rowCount)).toEqual([1, 3]);
    expect(queries.map((query) => /time >= (\d+)ms/.exec(query)?.[1])).toEqual([
      `${T0}`,
      `${T0 + 1}`,
    ]);
  });

  it("asks for no more than is consumed, and for nothing once the consumer has enough", async () => {
    await using server = await startRecordingServer(({ path }, response) => {
      const fromMs = Number(/time >= (\d+)ms/.exec(new URLSearchParams(path).get("q") ?? "")?.[1]);
      response.end(answerWith([0, 1, 2, 3].map((offsetMs) => at(fromMs - T0 + offsetMs))));
    });
    await using cache = openInflux({ version: "3", url: server.url, bucket: "fleet" });
    const period = { venId: "Herning", fromMs: T0, toMs: T0 + 60_000, rowsPerQuery: 4 };
    const queryCounts: number[] = [];
    for await (const tick of cache.read(period)) {
      queryCounts.push(server.requests.length);
      if (tick.timestampMs[0] === T0 + 6) break;
    }
    expect(queryCounts).toEqual([1, 1, 1, 2, 2, 2, 3]);
    expect(server.requests).toHaveLength(3);
  });

  it("says what to do where the server cuts within one instant", async () => {
    await expect(
      readFrom([answerWith([at(0), at(0, "load_1")], { partial: true })]),
    ).rejects.toMatchObject({
      code: "INFLUX_ANSWER_INVALID",
      message: expect.stringMatching(/the server gives only 2 rows at once.*raise max-row-limit/),
    });
  });

  it("asks for more rows where one instant has more, then for as many as before", async () => {
    const three = ["load_0", "load_1", "load_2"].map((load) => at(0, load));
    const { ticks, queries } = await readFrom(
      [answerWith(three.slice(0, 2)), answerWith([...three, at(1)]), answerWith([at(1)])],
      { rowsPerQuery: 2 },
    );
    expect(ticks.map((tick) => tick.layout.rowCount)).toEqual([3, 1]);
    expect(queries.map((query) => /LIMIT (\d+)$/.exec(query)?.[1])).toEqual(["2", "4", "2"]);
  });
});

describe("a period", () => {
  it.each([
    [{ venId: "" }, "VenId"],
    [{ fromMs: 0.5 }, "fromMs"],
    [{ toMs: Number.NaN }, "toMs"],
    [{ fromMs: 2, toMs: 1 }, "toMs"],
    [{ rowsPerQuery: 0 }, "rowsPerQuery"],
    [{ rowsPerQuery: 100_001 }, "rowsPerQuery"],
  ])("that cannot be read is refused before anybody is asked: %j", async (option, subject) => {
    await using server = await startRecordingServer();
    await using cache = openInflux({ version: "3", url: server.url, bucket: "fleet" });
    const reading = cache.read({ venId: "v", fromMs: 0, toMs: 1, ...option }).next();
    await expect(reading).rejects.toMatchObject({ code: "INVALID_VALUE", subject });
    expect(server.requests).toEqual([]);
  });
});
