import { startMockVtn } from "@ven/mock-vtn";
import { notifiersResponseSchema, notifierTopicsResponseSchema } from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { clientCaller, type VtnCaller, vtnCaller } from "../support/vtn-caller.ts";

const clients = [
  { clientId: "bl", clientSecret: "secret", role: "BL" },
  { clientId: "client-a", clientSecret: "secret", role: "VEN" },
  { clientId: "client-b", clientSecret: "secret", role: "VEN" },
] as const;
// Nobody listens there: the VTN names its topics all the same.
const mqtt = { url: "mqtt://127.0.0.1:9", topicPrefix: "vtn-1/" };

/** The topics that an operation names, or the status of its refusal. */
async function topics(call: VtnCaller, path: string): Promise<unknown> {
  const { status, body } = await call<unknown>("GET", `/notifiers/mqtt/topics${path}`);
  return status === 200 ? notifierTopicsResponseSchema.parse(body).topics : status;
}

describe("GET /notifiers of 3.1.0", () => {
  it("names webhooks, and the broker if there is one, also to VENs", async () => {
    await using without = await startMockVtn({ clients });
    const none = await clientCaller(without.vtnUrls["3.1.0"], "client-a");
    expect((await none("GET", "/notifiers")).body).toEqual({ WEBHOOK: true });
    expect(await none("GET", "/notifiers/mqtt/topics/vens/ven-1")).toMatchObject({
      status: 404,
      body: { detail: "no MQTT notifier: GET /notifiers tells which there are" },
    });
    await using running = await startMockVtn({ clients, mqtt });
    const ven = await clientCaller(running.vtnUrls["3.1.0"], "client-a");
    const { body } = await ven<unknown>("GET", "/notifiers");
    expect(notifiersResponseSchema.parse(body)).toEqual({
      WEBHOOK: true,
      MQTT: { URIS: [mqtt.url], serialization: "JSON", authentication: { method: "ANONYMOUS" } },
    });
  });
});

describe("the topic operations of 3.1.0", () => {
  it("name a topic for each operation, of all objects, of one and of what belongs to one", async () => {
    await using running = await startMockVtn({ mqtt });
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    const { id: programId } = (await call("POST", "/programs", { programName: "p" })).body;
    const ven = { objectType: "VEN_VEN_REQUEST", venName: "v" };
    const { id: venId } = (await call("POST", "/vens", ven)).body;
    const named = (path: string) => ({
      CREATE: `vtn-1/${path}/create`,
      UPDATE: `vtn-1/${path}/update`,
      DELETE: `vtn-1/${path}/delete`,
      ALL: `vtn-1/${path}/+`,
    });
    for (const collection of [
      "programs",
      "events",
      "reports",
      "subscriptions",
      "vens",
      "resources",
    ]) {
      expect(await topics(call, `/${collection}`)).toEqual(named(collection));
    }
    for (const one of [`programs/${programId}`, `vens/${venId}`]) {
      // What is there cannot be created any more.
      const { CREATE: _, ...others } = named(one);
      expect(await topics(call, `/${one}`)).toEqual(others);
    }
    expect(await topics(call, `/programs/${programId}/events`)).toEqual(
      named(`events/programs/${programId}`),
    );
    for (const collection of ["events", "programs", "resources"]) {
      expect(await topics(call, `/vens/${venId}/${collection}`)).toEqual(
        named(`${collection}/vens/${venId}`),
      );
    }
    for (const path of [
      "/programs/none",
      "/programs/none/events",
      "/vens/none",
      "/vens/none/events",
    ]) {
      expect(await topics(call, path)).toBe(404);
    }
  });

  it("keep the topics of a VEN from other VENs, and those of all objects for business logic", async () => {
    await using running = await startMockVtn({ clients, mqtt });
    const url = running.vtnUrls["3.1.0"];
    const a = await clientCaller(url, "client-a");
    const b = await clientCaller(url, "client-b");
    const bl = await clientCaller(url, "bl");
    const ven = { objectType: "VEN_VEN_REQUEST", venName: "a" };
    const { id } = (await a("POST", "/vens", ven)).body;
    for (const path of [
      `/vens/${id}`,
      `/vens/${id}/events`,
      `/vens/${id}/programs`,
      `/vens/${id}/resources`,
    ]) {
      expect(await topics(a, path)).toMatchObject({ UPDATE: expect.any(String) });
      expect(await topics(bl, path)).toMatchObject({ UPDATE: expect.any(String) });
      expect(await topics(b, path)).toBe(404);
    }
    for (const path of [
      "/events",
      "/reports",
      "/subscriptions",
      "/vens",
      "/resources",
      "/programs",
    ]) {
      expect(await topics(a, path)).toBe(403);
      expect(await topics(bl, path)).toMatchObject({ ALL: expect.any(String) });
    }
  });
});
