import type { IncomingMessage } from "node:http";
import { RecordingLogger } from "@ven/core/testing";
import { startMockVtn } from "@ven/mock-vtn";
import {
  createVtnClient,
  isSearchLimitError,
  isVtnAnswerError,
  VTN_CLIENT_LOG,
} from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { all } from "../operations/sample-objects.ts";
import { answerJson, type HostileServer, startHostileServer } from "../support/hostile-server.ts";

const protocol = "3.1.0";

/** A server that answers each page by its `skip` and `limit`. */
function servePages(page: (skip: number, limit: number) => unknown): Promise<HostileServer> {
  return startHostileServer((request: IncomingMessage, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://vtn");
    const number = (name: string) => Number(searchParams.get(name));
    answerJson(response, 200, page(number("skip"), number("limit")));
  });
}

/** A program as a VTN of 3.1.0 gives it. */
function program(index: number) {
  const at = "2026-01-16T10:00:00Z";
  return {
    id: `program-${index}`,
    createdDateTime: at,
    modificationDateTime: at,
    objectType: "PROGRAM",
    programName: `P ${index}`,
  };
}

describe("search", () => {
  it("gives every object of several pages once, and asks for a page only when it is needed", async () => {
    await using vtn = await startMockVtn();
    await using client = createVtnClient({ vtnUrl: vtn.vtnUrls[protocol], protocol });
    for (let index = 0; index < 23; index += 1) {
      await client.programs.create({ programName: `P ${index}` });
    }
    const names = (await all(client.programs.search({}, { pageSize: 5 }))).map(
      ({ programName }) => programName,
    );
    expect(names).toEqual(Array.from({ length: 23 }, (_, index) => `P ${index}`));
    const afterTen = await all(client.programs.search({}, { skip: 10 }));
    expect(afterTen[0]?.programName).toBe("P 10");
  });

  it("stops asking when the caller has seen enough", async () => {
    await using server = await servePages((skip, limit) =>
      Array.from({ length: limit }, (_, index) => program(skip + index)),
    );
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    let count = 0;
    for await (const _ of client.programs.search({}, { pageSize: 10 })) {
      count += 1;
      if (count === 15) break;
    }
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/openadr3/programs?skip=0&limit=10",
      "/openadr3/programs?skip=10&limit=10",
    ]);
  });

  it("gives an object once that moved to the next page meanwhile", async () => {
    await using server = await servePages((skip) =>
      skip === 0 ? [program(0), program(1)] : [program(1)],
    );
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    const ids = (await all(client.programs.search({}, { pageSize: 2 }))).map(({ id }) => id);
    expect(ids).toEqual(["program-0", "program-1"]);
  });

  it("ends with an error when the VTN ignores skip", async () => {
    await using server = await servePages((_, limit) =>
      Array.from({ length: limit }, (_item, index) => program(index)),
    );
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    await expect(all(client.programs.search())).rejects.toThrow(/brings nothing new/);
    expect(server.requests).toHaveLength(2);
  });

  it("ends with an error of its own after so many full pages, behind their objects", async () => {
    await using server = await servePages((skip, limit) =>
      Array.from({ length: limit }, (_, index) => program(skip + index)),
    );
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    const ids: string[] = [];
    const error: unknown = await (async () => {
      const search = client.programs.search({}, { pageSize: 2, maxPages: 3 });
      for await (const { id } of search) ids.push(id);
    })().catch((reason: unknown) => reason);
    expect(ids).toHaveLength(6);
    expect(server.requests).toHaveLength(3);
    expect(isSearchLimitError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "SEARCH_LIMIT",
      isRetryable: false,
      maxPages: 3,
      objectCount: 6,
      message: expect.stringContaining(`GET ${server.vtnUrl}/programs has more than is read`),
    });
  });

  it("ends well when the last page that it may read is not full", async () => {
    await using server = await servePages((skip) => [program(skip), program(skip + 1)].slice(skip));
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    const search = client.programs.search({}, { pageSize: 2, maxPages: 2 });
    expect(await all(search)).toHaveLength(2);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ["pageSize", "pageSize"],
    ["limit", "pageSize"],
    ["skip", "skip"],
    ["maxPages", "maxPages"],
    ["signal", "signal"],
  ])(
    "refuses %s in the query, where it would change nothing, and says where to put it",
    async (name, option) => {
      await using server = await servePages(() => []);
      await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
      await expect(all(client.programs.search({ [name]: 5 } as object))).rejects.toMatchObject({
        code: "INVALID_VALUE",
        subject: `query.${name}`,
        rule: expect.stringContaining(`search(query, { ${option} })`),
      });
      expect(server.requests).toHaveLength(0);
    },
  );

  it("repeats a list in the query, and leaves out what is not given", async () => {
    await using server = await servePages(() => []);
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    await all(client.events.search({ programID: "p-1", targets: ["a b", "c&d"], active: true }));
    const url = new URL(server.requests[0]?.url ?? "", "http://vtn");
    expect([...url.searchParams]).toEqual([
      ["programID", "p-1"],
      ["targets", "a b"],
      ["targets", "c&d"],
      ["active", "true"],
      ["skip", "0"],
      ["limit", "50"],
    ]);
  });

  it.each([
    ["pageSize", { pageSize: 51 }],
    ["pageSize", { pageSize: 0 }],
    ["skip", { skip: -1 }],
    ["maxPages", { maxPages: 0.5 }],
    ["maxPages", { maxPages: "3" as unknown as number }],
  ])("refuses a %s out of its range before it asks: %o", async (name, options) => {
    await using server = await servePages(() => []);
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    await expect(all(client.programs.search({}, options))).rejects.toThrow(name);
    expect(server.requests).toHaveLength(0);
  });
});

describe("answers that break the specification", () => {
  it.each([
    ["no list", {}, "it is no JSON list"],
    ["an object without a name", [{ ...program(0), programName: undefined }], "[0].programName"],
    ["an object without an id", [{ ...program(0), id: undefined }], "[0].id"],
  ])("are errors that say where: %s", async (_, page, fault) => {
    await using server = await servePages(() => page);
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
    const error = await all(client.programs.search()).catch((reason: unknown) => reason);
    expect(isVtnAnswerError(error)).toBe(true);
    expect(String(error)).toContain(fault);
  });

  it("are passed on with a warning, where the caller wants that", async () => {
    const odd = { ...program(0), programName: 7 };
    await using server = await servePages(() => [odd, null]);
    const logger = new RecordingLogger();
    const onInvalidAnswer = "warn";
    await using client = createVtnClient({
      vtnUrl: server.vtnUrl,
      protocol,
      onInvalidAnswer,
      logger,
    });
    expect(await all(client.programs.search())).toEqual([odd]);
    expect(logger.messages("warn")).toEqual(Array(3).fill(VTN_CLIENT_LOG.invalidAnswer));
  });

  it.each([
    ["no JSON", "<html>"],
    ["nothing", ""],
  ])("that are %s are errors in any case", async (_, text) => {
    await using server = await startHostileServer((_request, response) => response.end(text));
    await using client = createVtnClient({
      vtnUrl: server.vtnUrl,
      protocol,
      onInvalidAnswer: "warn",
    });
    await expect(client.programs.get("p-1")).rejects.toThrow("it is no JSON");
  });
});

describe("ids", () => {
  it.each(["", "../vens", "a/b", "a?b", "x".repeat(129), "a%2fb", "é"])(
    "that no VTN can have given never reach a path: %j",
    async (id) => {
      await using server = await servePages(() => []);
      await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol });
      await expect(client.programs.get(id)).rejects.toMatchObject({ code: "INVALID_VALUE" });
      await expect(client.mqttTopics.venEvents(id)).rejects.toMatchObject({
        code: "INVALID_VALUE",
      });
      await using old = createVtnClient({ vtnUrl: server.vtnUrl, protocol: "3.0.1" });
      expect(() => old.resources(id)).toThrow(/venID/);
      expect(server.requests).toHaveLength(0);
    },
  );
});
