import { RecordingLogger } from "@ven/core/testing";
import { createMockVtn, MOCK_VTN_LOG, type MockVtn } from "@ven/mock-vtn";
import { encodeFlatReport } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";

const base = "http://vtn.test/openadr3";

function send(
  vtn: MockVtn,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  return vtn.handle(
    new Request(base + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
}

async function register(vtn: MockVtn, venName = "Herning"): Promise<string> {
  const answer = await send(vtn, "POST", "/vens", { ven_name: venName });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

function report(vtnVenId: string, more: Partial<Parameters<typeof encodeFlatReport>[0]> = {}) {
  return encodeFlatReport({
    venName: "Herning",
    vtnVenId,
    resourceId: "pub-1",
    resourceName: "Murphy's Pub",
    timestampMs: Date.UTC(2025, 0, 16, 14),
    powerW: 1234,
    loadId: "load_0",
    ...more,
  });
}

const pub = {
  id: "pub-1",
  resource_name: "Murphy's Pub",
  resource_type: "pub",
  ven_name: "Herning",
  attributes: [],
};

describe("/vens", () => {
  it("registers a VEN once, finds it by name and by id, and says 409 the second time", async () => {
    const vtn = createMockVtn();
    const id = await register(vtn);
    expect((await send(vtn, "POST", "/vens", { ven_name: "Herning" })).status).toBe(409);
    await register(vtn, "Ikast");
    expect(await (await send(vtn, "GET", "/vens?ven_name=Herning")).json()).toEqual([
      { id, ven_name: "Herning" },
    ]);
    expect(await (await send(vtn, "GET", "/vens?ven_name=Aarhus")).json()).toEqual([]);
    expect(await (await send(vtn, "GET", `/vens/${id}`)).json()).toMatchObject({
      ven_name: "Herning",
    });
    expect((await send(vtn, "GET", "/vens/none")).status).toBe(404);
    expect(vtn.flat.vens.map(({ ven_name }) => ven_name)).toEqual(["Herning", "Ikast"]);
  });

  it("treats names such as __proto__ as names", async () => {
    const vtn = createMockVtn();
    const id = await register(vtn, "__proto__");
    expect(await (await send(vtn, "GET", "/vens?ven_name=__proto__")).json()).toEqual([
      { id, ven_name: "__proto__" },
    ]);
    expect(await (await send(vtn, "GET", "/vens?ven_name=constructor")).json()).toEqual([]);
  });
});

describe("/resources", () => {
  it("takes a resource of a registered VEN once, by id and by name", async () => {
    const vtn = createMockVtn();
    expect((await send(vtn, "POST", "/resources", pub)).status).toBe(404);
    await register(vtn);
    expect((await send(vtn, "POST", "/resources", pub)).status).toBe(201);
    expect((await send(vtn, "POST", "/resources", pub)).status).toBe(409);
    expect((await send(vtn, "POST", "/resources", { ...pub, id: "pub-2" })).status).toBe(409);
    await register(vtn, "Ikast");
    expect((await send(vtn, "POST", "/resources", { ...pub, ven_name: "Ikast" })).status).toBe(201);
    expect(await (await send(vtn, "GET", "/resources?ven_name=Ikast")).json()).toHaveLength(1);
    expect(vtn.flat.resources).toHaveLength(2);
  });
});

describe("/reports", () => {
  it("takes six loads that share one report_name", async () => {
    const vtn = createMockVtn();
    const id = await register(vtn);
    for (let load = 0; load < 6; load += 1) {
      const answer = await send(vtn, "POST", "/reports", report(id, { loadId: `load_${load}` }));
      expect(answer.status).toBe(201);
    }
    expect(new Set(vtn.flat.reports.map(({ report_name }) => report_name)).size).toBe(1);
    expect(vtn.reportCount).toBe(6);
    expect(vtn.flat.reports[5]).toMatchObject({
      load_component: "load_5",
      intervals: [{ payloads: [{ values: [1.234] }] }],
    });
  });

  it("keeps the newest reports and counts all", async () => {
    const vtn = createMockVtn({ maxReports: 3 });
    const id = await register(vtn);
    for (let powerW = 1; powerW <= 8; powerW += 1) {
      await send(vtn, "POST", "/reports", report(id, { powerW: powerW * 1_000 }));
    }
    expect(vtn.flat.reports.map(({ intervals }) => intervals?.[0]?.payloads[0]?.values[0])).toEqual(
      [6, 7, 8],
    );
    expect(vtn.reportCount).toBe(8);
  });

  it("warns once when it begins to forget reports, not before", async () => {
    const logger = new RecordingLogger();
    const vtn = createMockVtn({ maxReports: 3, logger });
    const id = await register(vtn);
    const sendOne = () => send(vtn, "POST", "/reports", report(id));
    for (let count = 1; count <= 3; count += 1) await sendOne();
    expect(logger.records).toEqual([]);
    for (let count = 1; count <= 3; count += 1) await sendOne();
    const fields = { protocol: "flat", maxReports: 3, maxReportBytes: 67_108_864 };
    expect(logger.records).toEqual([
      { level: "warn", fields, message: MOCK_VTN_LOG.reportsForgotten },
    ]);
  });

  it("refuses a report of a VEN or resource that is not registered", async () => {
    const vtn = createMockVtn();
    expect((await send(vtn, "POST", "/reports", report("nobody"))).status).toBe(404);
    const id = await register(vtn);
    await send(vtn, "POST", "/resources", pub);
    expect((await send(vtn, "POST", "/reports", report(id))).status).toBe(201);
    const answer = await send(vtn, "POST", "/reports", report(id, { resourceId: "other" }));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('"other"'),
    });
    expect(vtn.reportCount).toBe(1);
    expect(vtn.refusedCount).toBe(2);
  });

  it("lists reports by VEN and resource, a page at a time", async () => {
    const vtn = createMockVtn();
    const herning = await register(vtn);
    const ikast = await register(vtn, "Ikast");
    for (let count = 0; count < 60; count += 1)
      await send(vtn, "POST", "/reports", report(herning));
    await send(vtn, "POST", "/reports", report(ikast, { resourceId: "x" }));
    const list = async (query: string) => (await send(vtn, "GET", `/reports?${query}`)).json();
    expect(await list(`ven_id=${herning}`)).toHaveLength(50);
    expect(await list(`ven_id=${herning}&skip=50`)).toHaveLength(10);
    expect(await list("resource_id=x")).toHaveLength(1);
    expect((await send(vtn, "GET", "/reports?limit=51")).status).toBe(400);
    expect((await send(vtn, "GET", "/reports?skip=-1")).status).toBe(400);
  });

  it("calls back with each accepted report until told to stop", async () => {
    const vtn = createMockVtn();
    const id = await register(vtn);
    const seen: (string | undefined)[] = [];
    const stop = vtn.flat.onReport(({ load_component }) => seen.push(load_component));
    await send(vtn, "POST", "/reports", report(id));
    stop();
    await send(vtn, "POST", "/reports", report(id));
    expect(seen).toEqual(["load_0"]);
  });
});

describe("onReport", () => {
  it("lets no callback that fails turn an accepted report into a refused one", async () => {
    const logger = new RecordingLogger();
    const vtn = createMockVtn({ logger });
    const id = await register(vtn);
    vtn.flat.onReport(() => {
      throw new Error("my own fault");
    });
    expect((await send(vtn, "POST", "/reports", report(id))).status).toBe(201);
    expect(vtn.reportCount).toBe(1);
    expect(logger.records).toEqual([
      {
        level: "error",
        message: MOCK_VTN_LOG.callbackFailed,
        fields: { reason: "my own fault" },
      },
    ]);
  });
});

describe("/programs and /events", () => {
  it("takes a program once, and events of programs that exist", async () => {
    const vtn = createMockVtn();
    const answer = await send(vtn, "POST", "/programs", { program_name: "Peak" });
    const { id } = (await answer.json()) as { id: string };
    expect((await send(vtn, "POST", "/programs", { program_name: "Peak" })).status).toBe(409);
    expect((await send(vtn, "POST", "/events", { program_id: "none" })).status).toBe(404);
    const event = await send(vtn, "POST", "/events", {
      program_id: id,
      event_name: "e",
      targets: ["x"],
    });
    expect(await event.json()).toMatchObject({ program_id: id, targets: ["x"] });
    expect(await (await send(vtn, "GET", "/events")).json()).toHaveLength(1);
    expect((await send(vtn, "GET", `/events/${vtn.flat.events[0]?.id}`)).status).toBe(200);
    expect((await send(vtn, "GET", `/programs/${id}`)).status).toBe(200);
  });
});

describe("a request", () => {
  it.each([
    ["no JSON", "{", {}, 400, "no JSON"],
    ["a missing field", { ven_name: undefined }, {}, 400, "ven_name"],
    ["a wrong type", { ven_name: 7 }, {}, 400, "ven_name"],
    ["a name over 128 characters", { ven_name: "x".repeat(129) }, {}, 400, "ven_name"],
    [
      "a form",
      "ven_name=x",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "application/json",
    ],
    ["a body over the limit", { ven_name: "x".repeat(2_000) }, {}, 413, "1000 bytes"],
  ])("with %s is refused and changes nothing", async (_, body, headers, status, detail) => {
    const vtn = createMockVtn({ maxBodyBytes: 1_000 });
    const answer = await send(vtn, "POST", "/vens", body, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, detail: expect.stringContaining(detail) });
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(vtn.flat.vens).toHaveLength(0);
  });

  it("to a path or with a method that there is not is refused", async () => {
    const vtn = createMockVtn();
    expect((await send(vtn, "GET", "/nothing")).status).toBe(404);
    expect((await vtn.handle(new Request("http://vtn.test/vens"))).status).toBe(404);
    const answer = await send(vtn, "DELETE", "/reports");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST");
  });

  it("needs one of the tokens, if there are any", async () => {
    const vtn = createMockVtn({ bearerToken: ["one", "two"] });
    for (const authorization of ["", "Bearer", "Bearer tw", "Bearer twoo", "Basic two", "two"]) {
      const answer = await send(vtn, "GET", "/vens", undefined, { authorization });
      expect(answer.status, authorization).toBe(401);
      const isTold = /^bearer ./i.test(authorization);
      expect(answer.headers.get("www-authenticate"), authorization).toMatch(
        isTold ? /^Bearer error="invalid_token"/ : /^Bearer$/,
      );
    }
    for (const authorization of ["Bearer one", "bearer two"]) {
      expect((await send(vtn, "GET", "/vens", undefined, { authorization })).status).toBe(200);
    }
  });

  it("that is refused is logged with the reason, never with the token", async () => {
    const logger = new RecordingLogger();
    const vtn = createMockVtn({ logger, bearerToken: "one" });
    const authorization = "Bearer one";
    await send(vtn, "GET", "/vens", undefined, { authorization: "Bearer canary" });
    await send(vtn, "POST", "/vens", {}, { authorization });
    for (const ven_name of ["Herning", "Herning"]) {
      await send(vtn, "POST", "/vens", { ven_name }, { authorization });
    }
    await send(vtn, "HEAD", "/nothing", undefined, { authorization });
    expect(logger.records.map(({ level, fields }) => [level, fields["status"]])).toEqual([
      ["warn", 401],
      ["warn", 400],
      ["debug", 409],
      ["warn", 404],
    ]);
    expect(logger.records[1]?.fields).toMatchObject({
      method: "POST",
      path: "/openadr3/vens",
      detail: expect.stringContaining("ven_name"),
    });
    expect(JSON.stringify(logger.records)).not.toMatch(/canary|one"/);
  });

  it("is refused with 507 when the VTN is full", async () => {
    const vtn = createMockVtn({ maxObjects: 1 });
    await register(vtn);
    expect((await send(vtn, "POST", "/vens", { ven_name: "Ikast" })).status).toBe(507);
  });
});

describe("createMockVtn", () => {
  it.each<[string | string[], string]>([
    [[], "bearerToken array is not valid: give a token, or leave bearerToken out"],
    ["", 'bearerToken "(hidden)" is not valid: give 1 to 8192 visible ASCII characters'],
    [["one", ""], 'bearerToken[1] "(hidden)"'],
    [["one", "canary two"], 'bearerToken[1] "(hidden)"'],
    ["tøken", 'bearerToken "(hidden)"'],
    ["t".repeat(8_193), 'bearerToken "(hidden)"'],
  ])("refuses the tokens %j, which no client could send", (bearerToken, message) => {
    expect(() => createMockVtn({ bearerToken })).toThrow(message);
  });

  it("forgets everything on reset", async () => {
    const vtn = createMockVtn();
    const id = await register(vtn);
    await send(vtn, "POST", "/reports", report(id));
    vtn.reset();
    expect([
      vtn.flat.vens.length,
      vtn.flat.reports.length,
      vtn.reportCount,
      vtn.refusedCount,
    ]).toEqual([0, 0, 0, 0]);
    await register(vtn);
  });

  it.each([{ maxReports: 0 }, { maxObjects: 1.5 }, { maxBodyBytes: -1 }])(
    "refuses %o",
    (options) => {
      expect(() => createMockVtn(options)).toThrow("whole number");
    },
  );
});
