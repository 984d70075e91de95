import { BASE_PATHS, type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnyObject, vtnCaller } from "../support/vtn-caller.ts";

type Version = "3.0.1" | "3.1.0";
const SPECS = { "3.0.1": v301, "3.1.0": v310 } as const;

/** Which schema the answer of an operation has. */
function answerSchema(version: Version, operationId: string) {
  const spec = SPECS[version];
  if (/Program(s|ByProgramId)?$/.test(operationId)) return spec.programSchema;
  if (/Event/.test(operationId)) return spec.eventSchema;
  if (/Report/.test(operationId)) return spec.reportSchema;
  if (/Subscription/.test(operationId)) return spec.subscriptionSchema;
  if (/Resource/.test(operationId)) return spec.resourceSchema;
  return spec.venSchema;
}

/** A body that an operation takes. */
function requestBody(version: Version, operationId: string, ids: Ids): object {
  const { programID, eventID, venID } = ids;
  if (/Program$/.test(operationId)) return { programName: `program of ${operationId}` };
  if (/Event$/.test(operationId)) return { programID, intervals: [] };
  if (/Report$/.test(operationId)) return { programID, eventID, clientName: "c", resources: [] };
  if (/Subscription$/.test(operationId)) {
    const callbackUrl = "https://ven.example.com/callback";
    const objectOperations = [{ objects: ["EVENT"], operations: ["CREATE"], callbackUrl }];
    return { clientName: "c", programID, objectOperations };
  }
  if (/Resource$/.test(operationId)) {
    const body = { resourceName: `resource of ${operationId}`, venID };
    return version === "3.0.1" ? body : { ...body, objectType: "VEN_RESOURCE_REQUEST" };
  }
  const body = { venName: `ven of ${operationId}` };
  return version === "3.0.1" ? body : { ...body, objectType: "VEN_VEN_REQUEST" };
}

type Ids = Readonly<Record<string, string>>;

let running: RunningMockVtn;
beforeAll(async () => {
  running = await startMockVtn({ webhooks: { hasChallenge: false } });
});
afterAll(() => running.close());

/** One object of each type, for operations to read, change and delete. */
async function makeObjects(version: Version, name: string): Promise<Ids> {
  const call = vtnCaller(running.vtnUrls[version]);
  const create = async (path: string, body: object) => {
    const { status, body: made } = await call("POST", path, body);
    expect(status, JSON.stringify(made)).toBe(201);
    return made.id;
  };
  const programID = await create("/programs", { programName: name });
  const eventID = await create("/events", { programID, intervals: [] });
  const of310 = (objectType: string) => (version === "3.0.1" ? {} : { objectType });
  const venID = await create("/vens", { venName: name, ...of310("VEN_VEN_REQUEST") });
  const ids = { programID, eventID, venID };
  return {
    ...ids,
    reportID: await create("/reports", requestBody(version, "createReport", ids)),
    subscriptionID: await create("/subscriptions", requestBody(version, "createSubscription", ids)),
    resourceID: await create(version === "3.0.1" ? `/vens/${venID}/resources` : "/resources", {
      resourceName: name,
      venID,
      ...of310("VEN_RESOURCE_REQUEST"),
    }),
  };
}

describe.each(["3.0.1", "3.1.0"] as const)("the operations of %s", (version) => {
  const operations = Object.entries(SPECS[version].API_OPERATIONS) as [
    string,
    { readonly method: string; readonly path: string },
  ][];

  it("are as many as the OpenAPI file has", () => {
    expect(operations).toHaveLength(version === "3.0.1" ? 31 : 45);
  });

  it.each(operations.filter(([id]) => !/Token|AuthServer|Notifier/.test(id)))(
    "%s is done, and its answer is as the schema says",
    async (operationId, { method, path }) => {
      const ids = await makeObjects(version, operationId);
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");
      const call = vtnCaller(running.vtnUrls[version]);
      const hasBody = method === "POST" || method === "PUT";
      const sent = hasBody ? requestBody(version, operationId, ids) : undefined;
      const { status, headers, body } = await call<unknown>(method, filled, sent);
      expect(status, JSON.stringify(body)).toBe(method === "POST" ? 201 : 200);
      expect(headers.get("content-type")).toBe("application/json");
      const schema = answerSchema(version, operationId);
      const isList = method === "GET" && !path.endsWith("}");
      const answered = (isList ? body : [body]) as readonly AnyObject[];
      expect(answered.length).toBeGreaterThan(0);
      for (const one of answered) expect(schema.safeParse(one).error).toBeUndefined();
      if (sent !== undefined) expect(body).toMatchObject(withoutObjectType(sent));
      if (method !== "POST" && path.endsWith("}")) {
        expect((body as AnyObject).id).toBe(filled.slice(filled.lastIndexOf("/") + 1));
      }
      if (method === "DELETE") expect((await call("GET", filled)).status).toBe(404);
      if (method === "PUT") expect((await call("GET", filled)).body).toEqual(body);
    },
  );

  it("refuse unknown paths with 404, wrong methods with 405, unknown and impossible ids", async () => {
    const call = vtnCaller(running.vtnUrls[version]);
    expect(await call("GET", "/nothing")).toMatchObject({
      status: 404,
      body: { title: "Not Found", status: 404 },
    });
    const wrongMethod = await call("PATCH", "/programs");
    expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "GET, POST"]);
    const inside = await call("POST", "/programs/program-1", {});
    expect(inside.headers.get("allow")).toBe("DELETE, GET, PUT");
    for (const collection of ["programs", "events", "reports", "subscriptions", "vens"]) {
      for (const method of ["GET", "DELETE", "PUT"]) {
        const body = method === "PUT" ? {} : undefined;
        expect((await call(method, `/${collection}/none-1`, body)).status, method).toBe(404);
        const impossible = await call(method, `/${collection}/a%20b`, body);
        expect(impossible).toMatchObject({ status: 400, body: { detail: /ID: give 1 to 128/ } });
        const tooLong = await call(method, `/${collection}/${"x".repeat(129)}`, body);
        expect(tooLong.status).toBe(400);
      }
    }
    expect((await call("GET", "/programs/%E0%A4%A")).status).toBe(400);
  });

  it("answer HEAD as GET, without the body", async () => {
    const answer = await fetch(`${running.vtnUrls[version]}/programs`, { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(1);
  });
});

describe("the versions", () => {
  it("have their objects to themselves", async () => {
    await using alone = await startMockVtn();
    await vtnCaller(alone.vtnUrls["3.0.1"])("POST", "/programs", { programName: "p" });
    expect((await vtnCaller(alone.vtnUrls["3.1.0"])("GET", "/programs")).body).toEqual([]);
    expect((await vtnCaller(alone.vtnUrls.flat)("GET", "/programs")).body).toEqual([]);
    const { vtn } = alone;
    expect(vtn["3.0.1"].programs.map(({ programName }) => programName)).toEqual(["p"]);
    expect([vtn["3.1.0"].programs, vtn.flat.programs]).toEqual([[], []]);
    expect(alone.vtnUrls["3.1.0"]).toBe(alone.url + BASE_PATHS["3.1.0"]);
  });
});

function withoutObjectType(body: object): object {
  const { objectType: _, ...rest } = body as { readonly objectType?: string };
  return rest;
}
